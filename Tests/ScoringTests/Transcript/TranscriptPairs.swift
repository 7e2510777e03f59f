/// Pairs of texts that a listener could not tell apart, and pairs that must stay apart.
enum TranscriptPairs {
    static let meeting: [(String, String)] = numbers + years + times + ordinals + money + measures + dates + words + forms + real

    static let numbers = [
        ("1,200", "twelve hundred"), ("1,200", "one thousand two hundred"), ("1200", "one thousand, two hundred"), ("0", "zero"),
        ("13", "thirteen"), ("42", "forty-two"), ("42", "forty two"), ("100", "one hundred"), ("100", "a hundred"),
        ("105", "one hundred and five"), ("105", "a hundred five"), ("1,001", "one thousand and one"),
        ("999", "nine hundred ninety-nine"), ("123456", "one hundred twenty-three thousand four hundred and fifty-six"),
        ("12,345", "twelve thousand three hundred forty five"), ("2,000,000", "two million"), ("2 million", "two million"),
        ("5.5 million", "five point five million"), ("5,500,000", "five and a half million"), ("1.2 billion", "one point two billion"),
        ("a million", "one million"), ("1,250,000", "one million, two hundred and fifty thousand"), ("3.14", "three point one four"),
        ("2.05", "two point oh five"), ("0.5", "zero point five"), (".5", "point five"), ("0.25", "point two five"),
        ("3.1.4", "three point one point four"), ("-5", "minus five"), ("−5 degrees", "negative five degrees"),
        ("-3.2", "minus three point two"), ("1/2", "one half"), ("1/2", "a half"), ("½", "one half"), ("2/3", "two thirds"),
        ("3/4", "three quarters"), ("3/4", "three-fourths"), ("1/3 of it", "one third of it"), ("2 1/2", "two and a half"),
        ("2½ hours", "two and a half hours"), ("2.5", "two and a half"), ("555-1234", "five five five one two three four"),
        ("555-1234", "five five five twelve thirty four"), ("555-123-4567", "five five five, one two three, four five six seven"),
        ("5551234", "555 1234"), ("007", "double oh seven"), ("007", "zero zero seven"), ("9-1-1", "nine one one"),
        ("911", "nine eleven"), ("24/7", "twenty four seven"), ("10-15", "ten to fifteen"), ("10–15 people", "ten to fifteen people"),
        ("1, 2, 3", "one, two, three"), ("#5", "number five"), ("No. 5", "number five"), ("1 2 3", "one two three"),
        ("123 Main St.", "one twenty-three Main Street"), ("٣ cats", "three cats"), ("20 thousand", "twenty thousand"),
        ("1.5", "one point five"), ("100.5", "one hundred point five"), ("3:1", "three to one"), ("101", "one oh one"),
        ("10,000", "ten thousand"), ("seven hundred fifty thousand", "750,000"),
    ]
    static let years = [
        ("1999", "nineteen ninety nine"), ("1999", "nineteen ninety-nine"), ("1999", "one thousand nine hundred and ninety nine"),
        ("2024", "twenty twenty-four"), ("2024", "two thousand twenty four"), ("2024", "two thousand and twenty-four"),
        ("1905", "nineteen oh five"), ("1900", "nineteen hundred"), ("2000", "two thousand"), ("2010", "twenty ten"),
        ("the 1980s", "the nineteen eighties"), ("the 80s", "the eighties"), ("the '80s", "the eighties"),
        ("the 1980's", "the nineteen-eighties"), ("the 1900s", "the nineteen hundreds"),
        ("1999–2001", "nineteen ninety-nine to two thousand one"), ("2001", "two thousand and one"),
    ]
    static let times = [
        ("3:30", "three thirty"), ("3:30", "three-thirty"), ("10:00", "ten o'clock"), ("10:00", "10 o'clock"),
        ("10:00 a.m.", "ten a.m."), ("10:00 a.m.", "10 am"), ("3:30 p.m.", "three thirty PM"), ("3:30pm", "three thirty p m"),
        ("3:05", "three oh five"), ("16:00", "sixteen hundred"), ("19:30", "nineteen thirty"), ("12:45", "twelve forty five"),
        ("by 3:30 on", "by 330 on"), ("5 pm", "five p.m."), ("9:30", "nine thirty"),
    ]
    static let ordinals = [
        ("21st", "twenty-first"), ("21st", "twenty first"), ("5th", "fifth"), ("1st", "first"), ("100th", "one hundredth"),
        ("101st", "one hundred and first"), ("3rd", "third"), ("12th", "twelfth"), ("20th century", "twentieth century"),
        ("1,000th", "one thousandth"), ("22nd", "twenty-second"), ("Henry VIII", "Henry the eighth"), ("World War II", "World War Two"),
    ]
    static let money = [
        ("$5.50", "five dollars and fifty cents"), ("$5.50", "five dollars fifty"), ("$5.50", "five dollars fifty cents"),
        ("$5", "five dollars"), ("$1", "one dollar"), ("$5.00", "five dollars"), ("$0.99", "ninety-nine cents"),
        ("99¢", "ninety nine cents"), ("£3.20", "three pounds twenty"), ("£3.20", "three pounds and twenty pence"),
        ("£3.20", "three pounds 20p"), ("50p", "fifty pence"), ("€7", "seven euros"), ("¥500", "five hundred yen"),
        ("5 USD", "five dollars"), ("USD 5", "five dollars"), ("US$5", "five US dollars"),
        ("$5.5 million", "five point five million dollars"), ("$5M", "five million dollars"), ("£2bn", "two billion pounds"),
        ("$1,200", "twelve hundred dollars"), ("-$5", "minus five dollars"), ("$5.05", "five dollars and five cents"),
    ]
    static let measures = [
        ("5 km", "five kilometers"), ("5 km", "five kilometres"), ("5km", "five kilometers"), ("1 km", "one kilometre"),
        ("70 kg", "seventy kilograms"), ("50%", "fifty percent"), ("50 %", "fifty per cent"), ("2.5%", "two point five percent"),
        ("100 mph", "one hundred miles per hour"), ("90 km/h", "ninety kilometers per hour"), ("20°C", "twenty degrees Celsius"),
        ("20 °C", "twenty degrees C"), ("6'2\"", "six foot two"), ("6'2\"", "six feet two inches"), ("10 lbs", "ten pounds"),
        ("8 oz", "eight ounces"), ("5 min", "five minutes"), ("30 sec", "thirty seconds"), ("5 sec", "five seconds"),
        ("2 hrs", "two hours"), ("5 m²", "five square meters"), ("16 GB", "sixteen gigabytes"), ("10 ft", "ten feet"),
        ("45°", "forty-five degrees"), ("10 m/s", "ten meters per second"), ("500 ml", "five hundred millilitres"),
    ]
    static let dates = [
        ("March 3rd, 2021", "March third twenty twenty-one"), ("March 3, 2021", "March third, two thousand twenty-one"),
        ("3 March 2021", "the third of March twenty twenty one"), ("the 3rd of March", "March 3rd"), ("May 5th", "May fifth"),
        ("May 5", "May the fifth"), ("2021-03-03", "March third, twenty twenty-one"), ("Jan. 5", "January fifth"),
        ("Tues., Sept. 8", "Tuesday, September eighth"), ("December 25th", "the twenty-fifth of December"),
        ("July 4th, 1776", "July fourth seventeen seventy-six"),
    ]
    static let words = [
        ("Dr. Smith", "Doctor Smith"), ("Mr. and Mrs. Jones", "mister and missus Jones"), ("Prof. Lee", "Professor Lee"),
        ("Main St.", "Main Street"), ("St. John", "Saint John"), ("cats vs. dogs", "cats versus dogs"),
        ("apples, etc.", "apples et cetera"), ("salt & pepper", "salt and pepper"), ("e.g. this", "for example this"),
        ("i.e. that", "that is that"), ("colour", "color"), ("favourite", "favorite"), ("organise", "organize"),
        ("realising", "realizing"), ("organisation", "organization"), ("centre", "center"), ("travelled", "traveled"), ("grey", "gray"),
        ("neighbourhood", "neighborhood"), ("catalogue", "catalog"), ("defence", "defense"), ("don't", "do not"), ("can't", "cannot"),
        ("can’t", "can not"), ("won't", "will not"), ("it's", "it is"), ("it's been", "it has been"), ("I'm", "I am"),
        ("we've", "we have"), ("they'll", "they will"), ("let's go", "let us go"), ("I'd go", "I would go"),
        ("you'd better", "you had better"), ("shouldn't've", "should not have"), ("John's", "Johns"),
        ("the dogs' toys", "the dogs toys"), ("gonna", "going to"), ("OK", "okay"), ("Um, hello, uh, world", "hello world"),
        ("well, erm, yes", "well yes"),
    ]
    static let forms = [
        ("e-mail", "email"), ("ice-cream", "ice cream"), ("icecream", "ice cream"), ("well-known", "well known"), ("t-shirt", "tshirt"),
        ("U.S.A.", "USA"), ("U S A", "USA"), ("U. S. A.", "usa"), ("Ph.D.", "PhD"), ("J.K. Rowling", "J. K. Rowling"), ("café", "cafe"),
        ("naïve", "naive"), ("“quoted”", "quoted"), ("it’s", "it's"), ("yes — no", "yes, no"), ("ﬁne", "fine"), ("Ｈｅｌｌｏ", "hello"),
        ("HELLO", "hello"), ("hello 👋 world", "hello world"), ("so\u{AD}ft", "soft"), ("a\u{200B}b", "ab"), ("[Music] hello", "hello"),
        ("example.com", "example dot com"), ("Straße", "strasse"), ("a\tb\u{0}c", "a b c"), ("R&D", "R and D"),
        ("rock 'n' roll", "rock n roll"), ("MP3", "MP three"), ("a@b.com", "a at b dot com"), ("", "…!"),
    ]
    static let real = [
        (
            "Would you please send the report to Doctor Smith by 3:30 on Tuesday, May 5th?",
            "would you please send the report to dr. smith by three thirty on tuesday may fifth"
        ),
        (
            "Would you please send the report to Doctor Smith by 3:30 on Tuesday, May 5th?",
            "Would you please send the report to Dr. Smith by 330 on Tuesday May 5?"
        ),
    ]

    static let apart = [
        ("fifteen", "fifty"), ("5th", "5"), ("ten", "tenth"), ("3:30", "3:13"), ("10:00", "100"), ("10:00", "ten"),
        ("21st", "21 saint"), ("13", "30"), ("twelve", "one two"), ("1999", "1990"), ("$5.50", "$5.15"), ("$5", "£5"), ("$5", "5"),
        ("50%", "50"), ("-5", "5"), ("3.14", "314"), ("1/2", "12"), ("1/2", "1 2"), ("5 km", "5 cm"), ("5 km", "5 miles"),
        ("one hundred", "one thousand"), ("1,001", "100 1"), ("can", "can't"), ("do", "don't"), ("he is", "he was"), ("a.m.", "p.m."),
        ("May 5th", "May 15th"), ("Dr. Smith", "Mr. Smith"), ("two million", "two billion"), ("cat", "cats"), ("twenty-five", "20 5"),
        ("2,000", "200"), ("us", "we"), ("6'2\"", "6'3\""), ("first", "one"), ("the 80s", "the 80"), ("colour", "collar"),
        ("between one thousand and two thousand", "3000"), ("two thousand, three people", "2003 people"), ("555-1234", "555-1243"),
        ("2.5", "25"), ("zero", "oh"), ("5G", "five grams"), ("ice cream", "I scream"), ("hello", ""), ("", "hello"),
    ]
}
