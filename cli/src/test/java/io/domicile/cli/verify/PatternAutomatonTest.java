package io.domicile.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatternAutomatonTest {

    @Test
    void shouldFindWhatAnExhaustiveSearchFindsWhateverTheChunks() {
        Random random = new Random(20261120);
        for (int round = 0; round < 300; round++) {
            List<byte[]> patterns = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                patterns.add(bytes(random, 1 + random.nextInt(5)));
            }
            byte[] text = bytes(random, random.nextInt(200));

            assertThat(inChunks(new PatternAutomaton(patterns), text, random))
                    .as("round %s", round)
                    .containsExactlyInAnyOrderElementsOf(exhaustive(patterns, text));
        }
    }

    @Test
    void shouldFindTheSameInARunOfZerosAsReadOneByOne() {
        List<byte[]> patterns = List.of(new byte[] {1, 0, 0}, new byte[] {0, 0, 2}, new byte[] {0, 0});
        PatternAutomaton automaton = new PatternAutomaton(patterns);
        byte[] zeros = new byte[50];
        List<Integer> found = new ArrayList<>();

        int state = automaton.feed(PatternAutomaton.START, new byte[] {1}, 0, 1, (pattern, end) -> found.add(pattern));
        state = automaton.feedZeros(state, zeros, 50, (pattern, end) -> found.add(pattern));
        automaton.feed(state, new byte[] {2}, 0, 1, (pattern, end) -> found.add(pattern));

        assertThat(found).startsWith(0).contains(2).endsWith(1);
    }

    private static List<String> inChunks(PatternAutomaton automaton, byte[] text, Random random) {
        List<String> found = new ArrayList<>();
        int state = PatternAutomaton.START;
        int at = 0;
        while (at < text.length) {
            int end = Math.min(text.length, at + 1 + random.nextInt(20));
            state = automaton.feed(state, text, at, end, (pattern, to) -> found.add(pattern + "@" + to));
            at = end;
        }
        return found;
    }

    private static List<String> exhaustive(List<byte[]> patterns, byte[] text) {
        List<String> found = new ArrayList<>();
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            byte[] bytes = patterns.get(pattern);
            for (int end = bytes.length; end <= text.length; end++) {
                if (Arrays.equals(Arrays.copyOfRange(text, end - bytes.length, end), bytes)) {
                    found.add(pattern + "@" + end);
                }
            }
        }
        return found;
    }

    /** Of three different bytes, so that patterns overlap and contain each other. */
    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(3) - 1);
        }
        return bytes;
    }
}
