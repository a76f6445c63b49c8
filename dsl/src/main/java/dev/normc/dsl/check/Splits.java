package dev.normc.dsl.check;

import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm.Split;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The split axes of one norm, each once. */
final class Splits {

    private final Source source;
    private final Findings findings;
    private final Map<String, Split> byWhole = new LinkedHashMap<>();
    private final Map<String, String> wholeOf = new HashMap<>();

    Splits(Source source, List<Split> written, Findings findings) {
        this.source = source;
        this.findings = findings;
        written.forEach(this::add);
    }

    private void add(Split split) {
        String whole = split.whole().text();
        Split first = byWhole.get(whole);
        if (first != null) {
            if (!texts(first).equals(texts(split))) {
                int line = source.lineOf(first.span().start());
                findings.add(CallMessages.splitTwice(split.span(), whole, line).withOther(first.span()));
            }
            return;
        }
        if (wholeOf.containsKey(whole)) {
            findings.add(CallMessages.splitPart(split.span(), whole));
            return;
        }
        Set<String> listed = new HashSet<>(Set.of(whole));
        for (Name part : split.parts()) {
            if (!listed.add(part.text())) {
                findings.add(MeaningMessages.axisTwice(part.span(), part.text()));
                return;
            }
            if (byWhole.containsKey(part.text())) {
                findings.add(CallMessages.splitPart(part.span(), part.text()));
                return;
            }
        }
        byWhole.put(whole, split);
        split.parts().forEach(part -> wholeOf.put(part.text(), whole));
    }

    /** Whether a list of axes has none of them twice, be it in a split one; reports it if not. */
    boolean checkList(List<Name> axes) {
        Map<String, Name> listed = new HashMap<>();
        boolean distinct = true;
        for (Name axis : axes) {
            for (String part : partsOf(axis.text())) {
                Name other = listed.put(part, axis);
                if (other != null && !part.equals(Scope.ANY_AXIS)) {
                    report(axis, other, part);
                    distinct = false;
                }
            }
        }
        return distinct;
    }

    private void report(Name axis, Name other, String part) {
        if (other.text().equals(axis.text())) {
            findings.add(MeaningMessages.axisTwice(axis.span(), axis.text()));
        } else {
            String whole = part.equals(axis.text()) ? other.text() : axis.text();
            findings.add(CallMessages.splitWithWhole(axis.span(), part, whole));
        }
    }

    private static List<String> texts(Split split) {
        return split.parts().stream().map(Name::text).toList();
    }

    List<Split> all() {
        return List.copyOf(byWhole.values());
    }

    /** The parts of all split axes. */
    List<Name> parts() {
        List<Name> parts = new ArrayList<>();
        byWhole.values().forEach(split -> parts.addAll(split.parts()));
        return parts;
    }

    boolean isPart(String axis) {
        return wholeOf.containsKey(axis);
    }

    /** The parts of a split axis; another axis stands for itself. */
    List<String> partsOf(String axis) {
        Split split = byWhole.get(axis);
        return split == null ? List.of(axis) : texts(split);
    }
}
