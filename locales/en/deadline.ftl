deadline-received = Received { $until }
deadline-weeks = { $n ->
    [one] + 1 week: { $until } ({ $source })
   *[other] + { $n } weeks: { $until } ({ $source })
}
deadline-months = { $n ->
    [one] + 1 month: { $until } ({ $source })
   *[other] + { $n } months: { $until } ({ $source })
}
deadline-summer = { $n ->
    [one] + 1 week for the summer holiday: { $until } ({ $source })
   *[other] + { $n } weeks for the summer holiday: { $until } ({ $source })
}
deadline-easter = { $n ->
    [one] + 1 week for Easter: { $until } ({ $source })
   *[other] + { $n } weeks for Easter: { $until } ({ $source })
}
deadline-christmas = { $n ->
    [one] + 1 week for Christmas: { $until } ({ $source })
   *[other] + { $n } weeks for Christmas: { $until } ({ $source })
}
deadline-moved-weekend = Weekend: moved to { $until } ({ $source })
deadline-moved-holiday = { $holiday }: moved to { $until } ({ $source })
holiday-new-year = New Year’s Day
holiday-maundy-thursday = Maundy Thursday
holiday-good-friday = Good Friday
holiday-easter-sunday = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-labour-day = 1 May
holiday-constitution-day = 17 May
holiday-ascension = Ascension Day
holiday-whit-sunday = Whit Sunday
holiday-whit-monday = Whit Monday
holiday-christmas-day = Christmas Day
holiday-boxing-day = Boxing Day
source-received = domstolloven § 148
source-weeks = domstolloven § 148, second paragraph
source-season = Vestfold’s practice for holidays
source-moved = domstolloven § 149
