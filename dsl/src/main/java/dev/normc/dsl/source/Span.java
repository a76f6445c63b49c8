package dev.normc.dsl.source;

/** A stretch of source text: {@code length} UTF-16 units from offset {@code start}. */
public record Span(int start, int length) {

    /** The span of something that no source text stands for. */
    public static final Span NONE = new Span(0, 0);

    public Span {
        if (start < 0 || length < 0) {
            throw new IllegalArgumentException("negative span: start " + start + ", length " + length);
        }
    }

    /** The offset just behind the last unit. */
    public int end() {
        return start + length;
    }

    /** The smallest span that covers this one and {@code other}. */
    public Span to(Span other) {
        int first = Math.min(start, other.start);
        return new Span(first, Math.max(end(), other.end()) - first);
    }
}
