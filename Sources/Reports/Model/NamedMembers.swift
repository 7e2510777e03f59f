import Mustache

/// A view whose members are found in a table: reflection, the way of all others, takes most of the time of a page with many cases.
///
/// Contract, checked by a test: the table has every stored property under its own name.
protocol NamedMembers: MustacheParent {
    static var members: [String: any PartialKeyPath<Self> & Sendable] { get }
}

extension NamedMembers {
    func child(named name: String) -> Any? { Self.members[name].map { self[keyPath: $0] } }
}

extension BranchTag: NamedMembers {
    static let members: [String: any PartialKeyPath<BranchTag> & Sendable] = ["letter": \.letter, "colour": \.colour, "name": \.name]
}

extension CaseView: NamedMembers {
    static let members: [String: any PartialKeyPath<CaseView> & Sendable] = [
        "anchor": \.anchor, "group": \.group, "index": \.index, "title": \.title, "caseID": \.caseID, "prompt": \.prompt,
        "hasLongPrompt": \.hasLongPrompt, "reference": \.reference, "transcript": \.transcript, "meta": \.meta, "isOpen": \.isOpen,
        "isLazy": \.isLazy, "thumbnails": \.thumbnails, "winner": \.winner, "label": \.label, "gap": \.gap, "gapOver": \.gapOver,
        "size": \.size, "failedCount": \.failedCount, "hasFailed": \.hasFailed, "rounds": \.rounds,
    ]
}

extension RoundView: NamedMembers {
    static let members: [String: any PartialKeyPath<RoundView> & Sendable] = [
        "title": \.title, "columns": \.columns, "outputs": \.outputs, "pair": \.pair, "hasGateLines": \.hasGateLines,
        "hasMapLinks": \.hasMapLinks, "hasSpeech": \.hasSpeech, "verdict": \.verdict, "contributions": \.contributions,
        "hasContributions": \.hasContributions, "contributionsTitle": \.contributionsTitle, "composite": \.composite,
        "difference": \.difference, "compositeError": \.compositeError, "table": \.table,
    ]
}

extension OutputView: NamedMembers {
    static let members: [String: any PartialKeyPath<OutputView> & Sendable] = [
        "tag": \.tag, "isWinner": \.isWinner, "quality": \.quality, "size": \.size, "facts": \.facts, "href": \.href,
        "linkText": \.linkText,
        "path": \.path, "alternative": \.alternative, "isPicture": \.isPicture, "picture": \.picture, "sound": \.sound, "text": \.text,
        "failure": \.failure, "note": \.note, "gates": \.gates, "hasGates": \.hasGates, "mapLinks": \.mapLinks, "speech": \.speech,
    ]
}

extension MetricTable.Row: NamedMembers {
    static let members: [String: any PartialKeyPath<MetricTable.Row> & Sendable] = [
        "metric": \.metric, "unit": \.unit, "arrow": \.arrow, "direction": \.direction, "summary": \.summary, "weight": \.weight,
        "isQuality": \.isQuality, "cells": \.cells,
    ]
}

extension MetricTable.Cell: NamedMembers {
    static let members: [String: any PartialKeyPath<MetricTable.Cell> & Sendable] = [
        "text": \.text, "isBest": \.isBest, "isFlagged": \.isFlagged,
    ]
}
