deadline-received = Motteke { $until }
deadline-weeks = { $n ->
    [one] + 1 veke: { $until } ({ $source })
   *[other] + { $n } veker: { $until } ({ $source })
}
deadline-months = { $n ->
    [one] + 1 månad: { $until } ({ $source })
   *[other] + { $n } månader: { $until } ({ $source })
}
deadline-summer = { $n ->
    [one] + 1 veke for fellesferien: { $until } ({ $source })
   *[other] + { $n } veker for fellesferien: { $until } ({ $source })
}
deadline-easter = { $n ->
    [one] + 1 veke for påska: { $until } ({ $source })
   *[other] + { $n } veker for påska: { $until } ({ $source })
}
deadline-christmas = { $n ->
    [one] + 1 veke for jula: { $until } ({ $source })
   *[other] + { $n } veker for jula: { $until } ({ $source })
}
deadline-moved-weekend = Helg: flytta til { $until } ({ $source })
deadline-moved-holiday = { $holiday }: flytta til { $until } ({ $source })
holiday-new-year = Første nyttårsdag
holiday-maundy-thursday = Skjertorsdag
holiday-good-friday = Langfredag
holiday-easter-sunday = Første påskedag
holiday-easter-monday = Andre påskedag
holiday-labour-day = 1. mai
holiday-constitution-day = 17. mai
holiday-ascension = Kristi himmelfartsdag
holiday-whit-sunday = Første pinsedag
holiday-whit-monday = Andre pinsedag
holiday-christmas-day = Første juledag
holiday-boxing-day = Andre juledag
source-received = domstollova § 148
source-weeks = domstollova § 148 andre ledd
source-season = rettleiande praksis i Vestfold
source-moved = domstollova § 149
