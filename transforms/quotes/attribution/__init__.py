"""Attribution: who says each quotation, and by which word."""
