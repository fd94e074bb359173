"""Parts of an account as blocks, each made of a view or a record, in the words that every renderer tells."""
