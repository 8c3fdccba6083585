"""Importing protocols from a spreadsheet or JSON: bytes to rows, rows to drafts, and all of them or none."""
