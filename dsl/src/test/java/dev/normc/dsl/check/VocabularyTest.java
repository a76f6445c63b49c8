package dev.normc.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of the language for those who show them. */
class VocabularyTest {

    @Test
    void theKeywordsAreThoseOfTheGrammar() {
        assertEquals(
                List.of(
                        "and",
                        "axis",
                        "backward",
                        "const",
                        "data",
                        "def",
                        "else",
                        "if",
                        "init",
                        "iterate",
                        "norm",
                        "not",
                        "or",
                        "param",
                        "return",
                        "running",
                        "state",
                        "then",
                        "update",
                        "where"),
                Vocabulary.keywords());
        assertEquals(List.of("and", "else", "if", "not", "or", "return", "then"), Vocabulary.reservedWords());
    }

    @Test
    void everythingThatIsCalledHasAnExampleAndAMeaning() {
        TreeSet<String> usages = new TreeSet<>();
        Stream.of(Vocabulary.functions(), Vocabulary.reductions(), List.of(Vocabulary.coordinate()))
                .flatMap(List::stream)
                .forEach(entry -> {
                    assertTrue(entry.usage().startsWith(entry.name()), entry::toString);
                    assertFalse(entry.meaning().isEmpty(), entry::toString);
                    assertTrue(usages.add(entry.usage()), entry::toString);
                });
        assertEquals(Function.values().length + 5, usages.size());
    }
}
