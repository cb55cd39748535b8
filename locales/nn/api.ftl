file-empty = Fila er tom.
file-too-large = Fila er for stor. Ho kan vere på høgst 25 MB.
file-kind = Denne typen fil blir ikkje teken imot. Send PDF, DOCX, ODT, XLSX, PNG, JPEG eller rein tekst.
api-unauthorized = Førespurnaden har ikkje eit gyldig token.
api-not-found = Det finst ikkje noko her.
api-unreadable = Førespurnaden kan ikkje lesast som ein kommando: { $why }
api-key-reused = Nøkkelen er brukt før til ein annan førespurnad.
