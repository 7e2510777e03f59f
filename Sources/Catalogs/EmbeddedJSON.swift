/// JSON as it may stand in a script, or in an element of a page: no character in it can end the element, or a line of the script.
package func embeddedJSON(_ json: String) -> String {
    json.replacing("<", with: "\\u003C").replacing(">", with: "\\u003E").replacing("&", with: "\\u0026")
        .replacing("\u{2028}", with: "\\u2028").replacing("\u{2029}", with: "\\u2029")
}
