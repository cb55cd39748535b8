deadline-received = Mottatt { $until }
deadline-weeks = { $n ->
    [one] + 1 uke: { $until } ({ $source })
   *[other] + { $n } uker: { $until } ({ $source })
}
deadline-months = { $n ->
    [one] + 1 måned: { $until } ({ $source })
   *[other] + { $n } måneder: { $until } ({ $source })
}
deadline-summer = { $n ->
    [one] + 1 uke for fellesferien: { $until } ({ $source })
   *[other] + { $n } uker for fellesferien: { $until } ({ $source })
}
deadline-easter = { $n ->
    [one] + 1 uke for påsken: { $until } ({ $source })
   *[other] + { $n } uker for påsken: { $until } ({ $source })
}
deadline-christmas = { $n ->
    [one] + 1 uke for julen: { $until } ({ $source })
   *[other] + { $n } uker for julen: { $until } ({ $source })
}
deadline-moved-weekend = Helg: flyttet til { $until } ({ $source })
deadline-moved-holiday = { $holiday }: flyttet til { $until } ({ $source })
holiday-new-year = Første nyttårsdag
holiday-maundy-thursday = Skjærtorsdag
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
source-received = domstolloven § 148
source-weeks = domstolloven § 148 annet ledd
source-season = veiledende praksis i Vestfold
source-moved = domstolloven § 149
