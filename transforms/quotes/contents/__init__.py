"""Contents: what a quotation is and how far what is said reaches, between marks (marked) and without (reported)."""
