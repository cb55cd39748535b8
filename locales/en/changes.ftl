change-inserted = Inserted
change-deleted = Deleted
