"""What the instructor alone does at the table, behind a PIN."""
