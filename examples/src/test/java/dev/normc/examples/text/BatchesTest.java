package dev.normc.examples.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Batches against the text that they are from. The text is numbers of two bytes in order, so that every piece of three
 * bytes tells where it was taken.
 */
class BatchesTest {

    private static final int NUMBERS = 20_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aBatchIsAFunctionOfSeedAndStep(Objective objective) throws IOException {
        Corpus text = numbers();
        List<Batch> inOrder = steps(new Batches(text, objective, 3, 16, 7), List.of(0, 1, 2, 3));
        List<Batch> backwards = steps(new Batches(text, objective, 3, 16, 7), List.of(3, 2, 1, 0));
        Collections.reverse(backwards);
        assertEquals(inOrder, backwards);
        Batches looked = new Batches(text, objective, 3, 16, 7);
        looked.validation(2);
        assertEquals(inOrder.get(2), looked.training(2), "validation has moved something");
        assertEquals(4, inOrder.stream().distinct().count(), "a batch came twice");
        List<Batch> others = steps(new Batches(text, objective, 3, 16, 8), List.of(0, 1, 2, 3));
        assertTrue(others.stream().noneMatch(inOrder::contains), "another seed gave the same batch");
    }

    private static List<Batch> steps(Batches batches, List<Integer> steps) {
        return new ArrayList<>(steps.stream().map(batches::training).toList());
    }

    /** On every JDK: the curves of docs/experiments.md begin with these batches. */
    @Test
    void theBatchesAreThoseThatResultsWereTakenFrom() {
        Corpus text = Corpus.europarl();
        Batches masked = new Batches(text, Objective.MASKED, 16, 128, 1);
        Batches causal = new Batches(text, Objective.CAUSAL, 16, 128, 1);
        assertEquals(
                List.of(
                        "4e317b91718ff1e897fe08f505960bf8f0716ee1b4c1e342a1343284fe266c45",
                        "5a281d68a19788cf3ae5886a88d80c5e09fd44bb0d32ed00d8c6c05d14cffd9e",
                        "d3b17dfa3a8c1912417e64bac9a82c579207ed0f6ba4737a07d48fd87fd32c8d"),
                Stream.of(List.of(masked.training(600)), List.of(causal.training(600)), masked.validation(8))
                        .map(BatchesTest::sha256)
                        .toList());
    }

    private static String sha256(List<Batch> batches) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Batch batch : batches) {
                ByteBuffer bytes = ByteBuffer.allocate(9 * batch.tokens().length);
                for (int i = 0; i < batch.tokens().length; i++) {
                    bytes.putInt(batch.tokens()[i]).putInt(batch.targets()[i]).put((byte) (batch.counted()[i] ? 1 : 0));
                }
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCausalTargetIsTheNextByteAndEveryPositionCounts() throws IOException {
        Corpus text = numbers();
        byte[] training = text.training();
        Batches batches = new Batches(text, Objective.CAUSAL, 5, 31, 3);
        for (int step = 0; step < 20; step++) {
            Batch batch = batches.training(step);
            assertEquals(5 * 31, batch.countedPositions());
            for (int s = 0; s < 5; s++) {
                int start = place(training, batch.tokens(), s * 31);
                for (int t = 0; t < 31; t++) {
                    int position = s * 31 + t;
                    assertEquals(Byte.toUnsignedInt(training[start + t]), batch.tokens()[position]);
                    assertEquals(Byte.toUnsignedInt(training[start + t + 1]), batch.targets()[position]);
                }
            }
        }
    }

    @Test
    void aMaskedPieceShowsTheTextButWhereItCounts() throws IOException {
        Corpus text = numbers();
        byte[] training = text.training();
        Batches batches = new Batches(text, Objective.MASKED, 5, 40, 3);
        for (int step = 0; step < 50; step++) {
            Batch batch = batches.training(step);
            for (int s = 0; s < 5; s++) {
                int start = place(training, whole(batch), s * 40);
                int counted = 0;
                for (int t = 0; t < 40; t++) {
                    int position = s * 40 + t;
                    int there = Byte.toUnsignedInt(training[start + t]);
                    assertEquals(batch.counted()[position] ? there : 0, batch.targets()[position]);
                    assertTrue(batch.counted()[position] || batch.tokens()[position] == there, "hidden, uncounted");
                    counted += batch.counted()[position] ? 1 : 0;
                }
                assertEquals(6, counted, "15 % of 40");
            }
        }
    }

    /** What the piece was before something was hidden: the targets tell. */
    private static int[] whole(Batch batch) {
        int[] whole = batch.tokens().clone();
        for (int i = 0; i < whole.length; i++) {
            whole[i] = batch.counted()[i] ? batch.targets()[i] : whole[i];
        }
        return whole;
    }

    /** Over 190,000 hidden positions: bounds of five standard deviations. */
    @Test
    void ofTheHiddenPositionsEightOfTenShowTheMaskOneAnyByteAndOneItself() throws IOException {
        Batches batches = new Batches(numbers(), Objective.MASKED, 100, 100, 5);
        int hidden = 0;
        int masks = 0;
        int same = 0;
        int[] others = new int[Vocabulary.BYTES];
        int[] places = new int[100];
        for (int step = 0; step < 127; step++) {
            Batch batch = batches.training(step);
            for (int i = 0; i < batch.tokens().length; i++) {
                if (!batch.counted()[i]) {
                    continue;
                }
                hidden++;
                places[i % 100]++;
                int token = batch.tokens()[i];
                masks += token == Vocabulary.MASK ? 1 : 0;
                same += token == batch.targets()[i] ? 1 : 0;
                if (token != Vocabulary.MASK && token != batch.targets()[i]) {
                    others[token]++;
                }
            }
        }
        assertEquals(127 * 100 * 15, hidden);
        assertNear(0.8, masks, hidden);
        // A byte that is drawn may be the one that stood there.
        assertNear(0.1 + 0.1 / 256, same, hidden);
        for (int b = 0; b < others.length; b++) {
            assertNear(0.1 / 256 * 255 / 256, others[b], hidden);
        }
        for (int place : places) {
            assertNear(0.15, place, 127 * 100);
        }
    }

    private static void assertNear(double share, int count, int of) {
        double deviation = Math.sqrt(of * share * (1 - share));
        assertEquals(share * of, count, 5 * deviation, () -> count + " of " + of);
    }

    @ParameterizedTest
    @EnumSource
    void whatJudgesIsTheSameForAllSeedsAndOfItsOwnPart(Objective objective) throws IOException {
        Corpus text = numbers();
        List<Batch> validation = new Batches(text, objective, 4, 30, 1).validation(9);
        assertEquals(validation, new Batches(text, objective, 4, 30, 2).validation(9));
        List<Batch> test = new Batches(text, objective, 4, 30, 1).test(9);
        assertEquals(test, new Batches(text, objective, 4, 30, 2).test(9));
        assertEquals(9, validation.size());
        assertDisjointPieces(text.validation(), validation, objective);
        assertDisjointPieces(text.test(), test, objective);
        // Every number stands in the text once, so what stands in one part stands in no other.
        for (Batch batch : validation) {
            for (int s = 0; s < 4; s++) {
                assertEquals(-1, place(text.training(), shown(batch, objective), s * 30));
                assertEquals(-1, place(text.test(), shown(batch, objective), s * 30));
            }
        }
    }

    private static int[] shown(Batch batch, Objective objective) {
        return objective == Objective.MASKED ? whole(batch) : batch.tokens();
    }

    /** All pieces stand in the part, at places of their own from its begin to its end. */
    private static void assertDisjointPieces(byte[] part, List<Batch> batches, Objective objective) {
        List<Integer> starts = new ArrayList<>();
        for (Batch batch : batches) {
            for (int s = 0; s < batch.sequences(); s++) {
                starts.add(place(part, shown(batch, objective), s * batch.context()));
            }
        }
        Collections.sort(starts);
        int context = batches.get(0).context();
        assertEquals(0, starts.get(0));
        assertEquals(part.length - context - 1, starts.get(starts.size() - 1));
        for (int i = 1; i < starts.size(); i++) {
            assertTrue(starts.get(i) - starts.get(i - 1) >= context, starts::toString);
        }
    }

    @Test
    void aPartTooShortForAllPiecesGivesThemAllTheSame() throws IOException {
        Corpus text = Corpus.of(Files.write(folder.resolve("short"), Arrays.copyOf(bytes(), 1000)));
        Batches batches = new Batches(text, Objective.CAUSAL, 8, 49, 1);
        assertEquals(5, batches.validation(5).size());
        assertEquals(List.of(), batches.validation(0));
        assertEquals(
                1, new Batches(text, Objective.CAUSAL, 1, 49, 1).validation(1).size());
    }

    @ParameterizedTest
    @EnumSource
    void aTextTooShortForTheContextIsRefused(Objective objective) throws IOException {
        Corpus text = Corpus.of(Files.write(folder.resolve("short"), new byte[1000]));
        UnusableTextException refusal =
                assertThrows(UnusableTextException.class, () -> new Batches(text, objective, 1, 50, 1));
        assertEquals(
                "short is too short for a context of 50: its validation part has 50 bytes, and one piece takes 51.",
                refusal.getMessage());
    }

    @Test
    void aPieceOfOneTokenHidesIt() throws IOException {
        Batch batch = new Batches(numbers(), Objective.MASKED, 4, 1, 1).training(0);
        assertEquals(4, batch.countedPositions());
    }

    @Test
    void theWholePartIsDrawnFrom() throws IOException {
        Corpus text = Corpus.of(Files.write(folder.resolve("short"), Arrays.copyOf(bytes(), 1000)));
        Batches batches = new Batches(text, Objective.CAUSAL, 100, 8, 1);
        byte[] training = text.training();
        boolean[] seen = new boolean[training.length - 8];
        for (int step = 0; step < 200; step++) {
            Batch batch = batches.training(step);
            for (int s = 0; s < 100; s++) {
                seen[place(training, batch.tokens(), s * 8)] = true;
            }
        }
        for (int start = 0; start < seen.length; start++) {
            assertTrue(seen[start], "no piece begins at " + start);
        }
    }

    @Test
    void sizesThatAreNoneAreRefused() throws IOException {
        Corpus text = numbers();
        for (int[] sizes : new int[][] {{0, 8}, {8, 0}, {-1, 8}, {1 << 20, 1 << 12}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Batches(text, Objective.CAUSAL, sizes[0], sizes[1], 1),
                    () -> Arrays.toString(sizes));
        }
        Batches batches = new Batches(text, Objective.CAUSAL, 1, 8, 1);
        assertThrows(IllegalArgumentException.class, () -> batches.validation(-1));
    }

    @Test
    void aBatchIsWhatItSays() {
        int[] two = {0, Vocabulary.MASK};
        boolean[] counted = {true, false};
        Batch batch = new Batch(1, 2, two, new int[] {255, 0}, counted);
        assertEquals(1, batch.countedPositions());
        assertEquals("Batch of 1 x 2, 1 counted", batch.toString());
        assertNotEquals(batch, new Batch(2, 1, two, new int[] {255, 0}, counted));
        int[] wrong = {0, Vocabulary.SIZE};
        assertThrows(IllegalArgumentException.class, () -> new Batch(1, 2, wrong, new int[2], counted));
        int[] mask = {Vocabulary.MASK, 0};
        assertThrows(
                IllegalArgumentException.class, () -> new Batch(1, 2, two, mask, counted), "the mask is no target");
        assertThrows(IllegalArgumentException.class, () -> new Batch(2, 2, two, new int[2], counted));
        assertThrows(IllegalArgumentException.class, () -> new Batch(0, 2, new int[0], new int[0], new boolean[0]));
    }

    private Corpus numbers() throws IOException {
        return Corpus.of(Files.write(folder.resolve("numbers"), bytes()));
    }

    /** 0, 1, 2 ... as two bytes each, so that no six bytes stand twice. */
    private static byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * NUMBERS);
        for (int i = 0; i < NUMBERS; i++) {
            bytes.putShort((short) i);
        }
        return bytes.array();
    }

    /** Where six tokens from {@code from} on stand in a part, -1 if they do not. */
    private static int place(byte[] part, int[] tokens, int from) {
        for (int start = 0; start + 6 <= part.length; start++) {
            boolean same = true;
            for (int i = 0; i < 6 && same; i++) {
                same = Byte.toUnsignedInt(part[start + i]) == tokens[from + i];
            }
            if (same) {
                return start;
            }
        }
        return -1;
    }
}
