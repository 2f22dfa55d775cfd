extension Style {
    /// The shortest sequence (ECMA-48 SGR) that sets this style where another is set.
    func sequence(after other: Style) -> String {
        guard self != other else { return "" }
        let losesAttribute =
            other.isBold && !isBold || other.isDim && !isDim || other.isUnderlined && !isUnderlined
            || other.isReversed && !isReversed || other.color != nil && color == nil
        let start = losesAttribute ? Style.plain : other
        var codes: [String] = []
        if losesAttribute && self != .plain { codes.append("0") }
        if isBold && !start.isBold { codes.append("1") }
        if isDim && !start.isDim { codes.append("2") }
        if isUnderlined && !start.isUnderlined { codes.append("4") }
        if isReversed && !start.isReversed { codes.append("7") }
        if let color, color != start.color { codes.append("\(color.rawValue)") }
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }
}
