"""Stories → edition → mail. Pure: dates, choices, layout and headers; nothing is sent here."""
