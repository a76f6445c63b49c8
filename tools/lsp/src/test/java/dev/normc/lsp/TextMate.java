package dev.normc.lsp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A TextMate grammar as editors apply it: line by line, at each place the rule that matches first, of several the one
 * that stands first. As much of the format as the grammar of norms uses: match, begin and end, captures, include.
 */
final class TextMate {

    private final JsonObject grammar;
    private final Map<String, Pattern> patterns = new HashMap<>();

    /** The scope of each unit of a text; the innermost one, empty where there is none. */
    record Scopes(String text, List<String> scopes) {

        String at(int offset) {
            return scopes.get(offset);
        }
    }

    /** A rule that is open: what ends it, and the rules in it. */
    private record Open(@Nullable Pattern end, @Nullable JsonObject rule, List<JsonObject> rules) {}

    private TextMate(JsonObject grammar) {
        this.grammar = grammar;
    }

    static TextMate read(Path file) throws IOException {
        return new TextMate(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    }

    JsonObject grammar() {
        return grammar;
    }

    /** All regular expressions, wherever they stand. */
    List<String> expressions() {
        List<String> found = new ArrayList<>();
        collect(grammar, found);
        return found;
    }

    private static void collect(JsonElement element, List<String> found) {
        if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet().forEach(entry -> {
                boolean expression = List.of("match", "begin", "end").contains(entry.getKey());
                if (expression) {
                    found.add(entry.getValue().getAsString());
                } else {
                    collect(entry.getValue(), found);
                }
            });
        } else if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(inner -> collect(inner, found));
        }
    }

    Scopes scopes(String text) {
        String[] scopes = new String[text.length()];
        Arrays.fill(scopes, "");
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open(null, null, rules(grammar.getAsJsonArray("patterns"))));
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            line(text.substring(start, end), start, open, scopes);
            start = end + 1;
        }
        return new Scopes(text, List.of(scopes));
    }

    private void line(String line, int offset, Deque<Open> open, String[] scopes) {
        int at = 0;
        while (at <= line.length()) {
            JsonObject chosen = null;
            Matcher best =
                    open.element().end() == null ? null : find(open.element().end(), line, at);
            for (JsonObject rule : open.element().rules()) {
                Matcher match = find(pattern(rule, rule.has("match") ? "match" : "begin"), line, at);
                if (match != null && (best == null || match.start() < best.start())) {
                    best = match;
                    chosen = rule;
                }
            }
            if (best == null) {
                return;
            }
            if (chosen == null) {
                JsonObject ended = open.pop().rule();
                capture(best, ended == null ? null : ended.getAsJsonObject("endCaptures"), "", offset, scopes);
            } else if (chosen.has("match")) {
                capture(best, chosen.getAsJsonObject("captures"), name(chosen), offset, scopes);
            } else {
                capture(best, chosen.getAsJsonObject("beginCaptures"), name(chosen), offset, scopes);
                open.push(new Open(pattern(chosen, "end"), chosen, rules(chosen.getAsJsonArray("patterns"))));
            }
            at = best.end() > at || chosen == null ? Math.max(best.end(), at) : at + 1;
        }
    }

    private static String name(JsonObject rule) {
        return rule.has("name") ? rule.get("name").getAsString() : "";
    }

    private static void capture(
            Matcher match, @Nullable JsonObject captures, String name, int offset, String[] scopes) {
        Arrays.fill(scopes, offset + match.start(), offset + match.end(), name);
        if (captures != null) {
            captures.entrySet().forEach(entry -> {
                int group = Integer.parseInt(entry.getKey());
                String scope = entry.getValue().getAsJsonObject().get("name").getAsString();
                Arrays.fill(scopes, offset + match.start(group), offset + match.end(group), scope);
            });
        }
    }

    private static @Nullable Matcher find(Pattern pattern, String line, int at) {
        Matcher matcher = pattern.matcher(line).region(at, line.length());
        matcher.useAnchoringBounds(false).useTransparentBounds(true);
        return matcher.find() ? matcher : null;
    }

    private Pattern pattern(JsonObject rule, String key) {
        return patterns.computeIfAbsent(rule.get(key).getAsString(), Pattern::compile);
    }

    private List<JsonObject> rules(JsonArray list) {
        List<JsonObject> rules = new ArrayList<>();
        for (JsonElement element : list) {
            JsonObject rule = element.getAsJsonObject();
            if (rule.has("include")) {
                String key = rule.get("include").getAsString().substring(1);
                rule = grammar.getAsJsonObject("repository").getAsJsonObject(key);
            }
            if (rule.has("patterns") && !rule.has("begin")) {
                rules.addAll(rules(rule.getAsJsonArray("patterns")));
            } else {
                rules.add(rule);
            }
        }
        return rules;
    }
}
