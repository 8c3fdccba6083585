"""Exporting the library: to a spreadsheet, to JSON, and as a booklet to print; never without its cautions."""
