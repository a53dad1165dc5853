"""Segmenting: the paragraphs of an article and the part each plays, its dateline, and its sentences.

in   documents    one row an article, clean (transforms.clean)
out  documents    the same rows, with title, deck, dateline, source and date as the article's head gives them
     paragraphs   one row a paragraph, with its kind and section
     sentences    one row a sentence

The way: paragraphs → boilerplate → what stands around a page copied whole → headline, deck, bylines, dateline → lists
of links, introductions of authors → headings and sections → sentences.
"""

from transforms.segment.documents import Segmented, segment_documents
from transforms.segment.sentences import split_sentences

__all__ = ["Segmented", "segment_documents", "split_sentences"]
