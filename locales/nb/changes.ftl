change-inserted = Satt inn
change-deleted = Tatt ut
