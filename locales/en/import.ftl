import-told-headings = { $count } { $count ->
    [one] heading
   *[other] headings
}
import-told-paragraphs = { $count } { $count ->
    [one] paragraph
   *[other] paragraphs
}
import-told-lists = { $count } { $count ->
    [one] list
   *[other] lists
}
import-told-quotes = { $count } { $count ->
    [one] quotation or framed text
   *[other] quotations and framed texts
}
import-told-tables = { $count } { $count ->
    [one] table
   *[other] tables
}
import-told-merged-cells = { $count } { $count ->
    [one] merged cell
   *[other] merged cells
}
import-told-pictures = { $count } { $count ->
    [one] picture
   *[other] pictures
}
import-told-notes = { $count } { $count ->
    [one] note
   *[other] notes
}
import-told-links = { $count } { $count ->
    [one] link
   *[other] links
}
import-told-raised = { $count } { $count ->
    [one] place with superscript or subscript
   *[other] places with superscript or subscript
}
import-told-symbols = { $count } { $count ->
    [one] character of a symbol font
   *[other] characters of symbol fonts
}
import-told-numbers = { $count } { $count ->
    [one] automatic number
   *[other] automatic numbers
}
import-told-numbers-as-letters = { $count ->
    [one] One automatic number is now ordinary text before its paragraph:
   *[other] { $count } automatic numbers are now ordinary text before their paragraphs:
}
import-told-endnotes = { $count ->
    [one] One endnote is now a note at its place.
   *[other] { $count } endnotes are now notes at their places.
}
import-told-formulas = { $count ->
    [one] One formula is written as text. Check it:
   *[other] { $count } formulas are written as text. Check them:
}
import-told-text-boxes = { $count ->
    [one] One text box or frame is now an indented paragraph.
   *[other] { $count } text boxes or frames are now indented paragraphs.
}
import-told-pictures-in-tables = { $count ->
    [one] One picture in a table now stands after it.
   *[other] { $count } pictures in tables now stand after them.
}
import-told-tables-in-tables = { $count ->
    [one] One table within a cell is written as lines.
   *[other] { $count } tables within cells are written as lines.
}
import-told-insertions = { $count ->
    [one] One tracked insertion was taken as accepted.
   *[other] { $count } tracked insertions were taken as accepted.
}
import-told-deletions = { $count ->
    [one] One tracked deletion was taken as accepted.
   *[other] { $count } tracked deletions were taken as accepted.
}
import-told-tabs = { $count ->
    [one] One tab became a space.
   *[other] { $count } tabs became spaces.
}
import-told-references = { $count ->
    [one] One cross-reference in the text became ordinary text.
   *[other] { $count } cross-references in the text became ordinary text.
}
import-told-comments = { $count ->
    [one] One comment was left out:
   *[other] { $count } comments were left out:
}
import-told-pictures-left-out = { $count ->
    [one] One picture or figure could not be included. Save it as PNG or JPEG in the file and read the file in again.
   *[other] { $count } pictures or figures could not be included. Save them as PNG or JPEG in the file and read the file in again.
}
import-told-symbols-left-out = { $count ->
    [one] One character of a symbol font is unknown and marked with �:
   *[other] { $count } characters of symbol fonts are unknown and marked with �:
}
import-told-contents = { $count ->
    [one] The table of contents was left out.
   *[other] Tables of contents were left out ({ $count } places).
}
import-told-headers-and-footers = { $count ->
    [one] One header or footer was left out:
   *[other] { $count } headers and footers were left out:
}
import-told-repeated = { $count ->
    [one] One text is repeated on every page and was left out:
   *[other] { $count } texts are repeated on every page and were left out:
}
import-told-struck = { $count ->
    [one] One place is struck through in the file. Its words were kept without the line:
   *[other] { $count } places are struck through in the file. Their words were kept without the line:
}
import-told-underlined = { $count ->
    [one] Underlining in one place was left out.
   *[other] Underlining in { $count } places was left out.
}
import-told-coloured = { $count ->
    [one] Colour of the text in one place was left out.
   *[other] Colour of the text in { $count } places was left out.
}
import-told-hidden = { $count ->
    [one] Hidden text in one place was left out:
   *[other] Hidden text in { $count } places was left out:
}
import-told-links-left-out = { $count ->
    [one] One link leads to no web page or e-mail address, and only its words were kept:
   *[other] { $count } links lead to no web page or e-mail address, and only their words were kept:
}
import-told-embedded = { $count ->
    [one] One embedded document or sheet was left out.
   *[other] { $count } embedded documents or sheets were left out.
}
import-told-unread = { $count ->
    [one] One place could not be read and is marked with �.
   *[other] { $count } places could not be read and are marked with �.
}
import-told-front-matter = { $count ->
    [one] The details before the text were left out:
   *[other] The details before the text were left out ({ $count } places):
}
import-told-scripts = { $count ->
    [one] One form, script or other thing that is no text was left out.
   *[other] { $count } forms, scripts and other things that are no text were left out.
}
import-told-old-encoding = { $count ->
    [one] The file was saved with an older character set. Check that æ, ø, å and other characters are right.
   *[other] The files were saved with older character sets ({ $count }). Check that æ, ø, å and other characters are right.
}
