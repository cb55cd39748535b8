file-empty = The file is empty.
file-too-large = The file is too large. It can be at most 25 MB.
file-kind = This kind of file is not accepted. Send PDF, DOCX, ODT, XLSX, PNG, JPEG or plain text.
api-unauthorized = The request has no valid token.
api-not-found = There is nothing here.
api-unreadable = The request cannot be read as a command: { $why }
api-key-reused = The key was used before for another request.
