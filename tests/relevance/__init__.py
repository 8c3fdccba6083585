"""How well a search finds what somebody wanted: invented entries, judged queries and their scorer."""
