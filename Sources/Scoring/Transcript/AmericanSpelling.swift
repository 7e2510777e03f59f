/// British spellings of words that sound the same, by stem where a rule is safe.
enum AmericanSpelling {
    static func of(_ word: String) -> String {
        guard word.utf8.count >= 4 else { return word }
        if let known = words[word] { return known }
        if word.hasSuffix("s"), let known = words[String(word.dropLast())] { return known + "s" }
        return ourStem(word) ?? izeStem(word) ?? doubled(word) ?? word
    }

    private static let words = [
        "grey": "gray", "tyre": "tire", "kerb": "curb", "plough": "plow", "mould": "mold", "moustache": "mustache",
        "programme": "program", "cheque": "check", "sceptic": "skeptic", "sceptical": "skeptical", "pyjamas": "pajamas",
        "storey": "story", "draught": "draft", "gaol": "jail", "whisky": "whiskey", "woollen": "woolen", "cosy": "cozy",
        "yoghurt": "yogurt", "ageing": "aging", "judgement": "judgment", "acknowledgement": "acknowledgment", "artefact": "artifact",
        "doughnut": "donut", "omelette": "omelet", "enquiry": "inquiry", "sulphur": "sulfur", "adviser": "advisor", "disc": "disk",
        "centre": "center", "centred": "centered", "metre": "meter", "kilometre": "kilometer", "centimetre": "centimeter",
        "millimetre": "millimeter", "litre": "liter", "millilitre": "milliliter", "theatre": "theater", "fibre": "fiber",
        "calibre": "caliber", "sabre": "saber", "lustre": "luster", "spectre": "specter", "sombre": "somber", "meagre": "meager",
        "defence": "defense", "offence": "offense", "pretence": "pretense", "licence": "license", "practise": "practice",
        "practised": "practiced", "practising": "practicing", "catalogue": "catalog", "dialogue": "dialog", "analogue": "analog",
        "analyse": "analyze", "analysed": "analyzed", "analysing": "analyzing", "paralyse": "paralyze", "paralysed": "paralyzed",
        "fulfil": "fulfill", "enrol": "enroll", "skilful": "skillful", "instalment": "installment", "wilful": "willful",
        "jewellery": "jewelry", "marvellous": "marvelous", "anaesthetic": "anesthetic", "paediatric": "pediatric",
        "encyclopaedia": "encyclopedia", "mediaeval": "medieval", "foetus": "fetus", "diarrhoea": "diarrhea", "oestrogen": "estrogen",
        "leukaemia": "leukemia", "manoeuvre": "maneuver", "archaeology": "archeology", "axe": "ax", "cancelled": "canceled",
        "kilogramme": "kilogram", "gramme": "gram", "chequered": "checkered",
    ]

    private static let ours = [
        "colour", "favour", "honour", "labour", "neighbour", "behaviour", "harbour", "humour", "rumour", "flavour", "vapour",
        "armour", "odour", "splendour", "tumour", "vigour", "endeavour", "parlour", "saviour", "candour", "clamour", "glamour",
        "savour", "valour", "rigour", "fervour", "demeanour",
    ]

    private static func ourStem(_ word: String) -> String? {
        guard word.utf8.contains(UInt8(ascii: "u")), word.contains("our") else { return nil }
        for prefix in ["", "dis", "un", "re", "mis", "multi", "water"] where word.hasPrefix(prefix) {
            let rest = word.dropFirst(prefix.count)
            guard let stem = ours.first(where: rest.hasPrefix) else { continue }
            return prefix + stem.dropLast(2) + "r" + rest.dropFirst(stem.count)
        }
        return nil
    }

    private static let izeStems: Set<String> = [
        "organ", "reorgan", "real", "recogn", "apolog", "critic", "emphas", "special", "general", "normal", "modern", "minim",
        "maxim", "optim", "priorit", "final", "util", "visual", "memor", "author", "categor", "character", "civil", "computer",
        "custom", "digit", "econom", "energ", "familiar", "fertil", "global", "hospital", "ideal", "immun", "industrial", "initial",
        "legal", "local", "mobil", "neutral", "popular", "personal", "polar", "privat", "public", "random", "revolution", "scrutin",
        "social", "stabil", "standard", "steril", "summar", "symbol", "sympath", "synchron", "synthes", "terror", "vandal", "verbal",
        "central", "capital", "colon", "crystal", "equal", "harmon", "hypnot", "jeopard", "magnet", "monopol", "national", "subsid",
        "theor", "victim", "fantas", "material", "patron", "pressur", "item", "disorgan", "unrecogn",
    ]

    private static func izeStem(_ word: String) -> String? {
        for ending in ["isation", "isations", "ise", "ised", "ises", "iser", "isers", "ising"] where word.hasSuffix(ending) {
            let stem = String(word.dropLast(ending.utf8.count))
            if izeStems.contains(stem) { return stem + "iz" + ending.dropFirst(2) }
        }
        return nil
    }

    private static let doubles: Set<String> = [
        "travel", "cancel", "label", "model", "signal", "fuel", "level", "counsel", "channel", "quarrel", "tunnel", "panel", "rival",
        "dial", "marvel", "jewel", "equal", "total", "pedal", "medal", "shovel",
    ]

    /// "travelled", "modelling", "counsellor"
    private static func doubled(_ word: String) -> String? {
        for ending in ["led", "ling", "ler", "lers", "lor", "lors", "lings", "lation"] where word.hasSuffix(ending) {
            let stem = String(word.dropLast(ending.utf8.count))
            if doubles.contains(stem) { return stem + ending.dropFirst() }
        }
        return nil
    }
}
