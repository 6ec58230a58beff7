"""Rules about a podcast before it is a document: its show, its episodes, their artwork."""
