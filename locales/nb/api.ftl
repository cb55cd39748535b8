file-empty = Filen er tom.
file-too-large = Filen er for stor. Den kan være på høyst 25 MB.
file-kind = Denne typen fil tas ikke imot. Send PDF, DOCX, ODT, XLSX, PNG, JPEG eller ren tekst.
api-unauthorized = Forespørselen har ikke et gyldig token.
api-not-found = Det finnes ikke noe her.
api-unreadable = Forespørselen kan ikke leses som en kommando: { $why }
api-key-reused = Nøkkelen er brukt før til en annen forespørsel.
