"""What a page shows, as plain records: no HTML here, no logic in the templates."""
