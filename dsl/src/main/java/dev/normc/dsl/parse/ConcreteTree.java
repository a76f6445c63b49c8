package dev.normc.dsl.parse;

import dev.normc.dsl.grammar.NormParser.FileContext;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.List;

/** A program as it is written: the grammar's tree, and the comments, which are no part of it, in their order. */
public record ConcreteTree(Source source, FileContext tree, List<Span> comments) {

    public ConcreteTree {
        comments = List.copyOf(comments);
    }
}
