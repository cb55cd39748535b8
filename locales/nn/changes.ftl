change-inserted = Sett inn
change-deleted = Teke ut
