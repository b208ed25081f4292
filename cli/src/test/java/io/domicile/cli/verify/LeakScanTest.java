package io.domicile.cli.verify;

import static io.domicile.cli.verify.Segments.header;
import static io.domicile.cli.verify.Segments.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.cli.verify.Finding.Part;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeakScanTest {

    private static final String SECRET = "dev-7>strictly?confidential\u00fc";
    private static final Mark MARK = Mark.ofText("mark", SECRET, Set.of("home"));
    private static final String FILE = "home.telemetry-0/00000000000000000000.log";

    @TempDir
    Path root;

    private Path away;

    @BeforeEach
    void setUp() throws IOException {
        away = Files.createDirectory(root.resolve("away"));
    }

    static Stream<Compression> codecs() {
        return Stream.of(
                Compression.NONE,
                Compression.gzip().build(),
                Compression.lz4().build(),
                Compression.zstd().build(),
                Compression.snappy().build());
    }

    static Stream<byte[]> forms() {
        byte[] secret = utf8(SECRET);
        return Stream.of(
                secret,
                utf8(Base64.getEncoder().encodeToString(secret)),
                utf8(Base64.getEncoder().encodeToString(utf8("x" + SECRET + "y"))),
                utf8(Base64.getEncoder().encodeToString(utf8("{\"" + SECRET + "\"}"))),
                utf8(Base64.getUrlEncoder().encodeToString(utf8("{\"" + SECRET + "\"}"))),
                utf8(Base64.getUrlEncoder().withoutPadding().encodeToString(utf8("x" + SECRET + "yz"))),
                utf8(HexFormat.of().formatHex(secret)),
                utf8(HexFormat.of().withUpperCase().formatHex(secret)),
                SECRET.getBytes(StandardCharsets.UTF_16LE),
                SECRET.getBytes(StandardCharsets.UTF_16BE));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void shouldFindAMarkInKeyValueAndHeaderWhateverTheCodec(Compression codec) throws IOException {
        new Segments()
                .noise(codec, 5)
                .batch(codec, record("org/" + SECRET, utf8("value")))
                .batch(codec, record("org/a", utf8("a")), record("org/b", utf8("before" + SECRET + "after")))
                .batch(codec, record("org/c", null, header("h", utf8(SECRET)), header("empty", null)))
                .batch(codec, record("org/c", null, header(SECRET, utf8("x"))))
                .write(away.resolve(FILE));

        LeakReport report = scan();

        assertThat(report.findings())
                .containsExactly(
                        new Finding("away", FILE, Part.KEY, 5, "mark", Form.PLAIN),
                        new Finding("away", FILE, Part.VALUE, 7, "mark", Form.PLAIN),
                        new Finding("away", FILE, Part.HEADER, 8, "mark", Form.PLAIN),
                        new Finding("away", FILE, Part.HEADER, 9, "mark", Form.PLAIN));
        assertThat(report.isClean()).isFalse();
        assertThat(report.gaps()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void shouldFindEveryFormInACompressedValueAndInARawFile(byte[] form) throws IOException {
        new Segments()
                .noise(Compression.zstd().build(), 3)
                .batch(Compression.zstd().build(), record("org/a", form))
                .write(away.resolve(FILE));
        Files.write(away.resolve("meta.properties"), form);

        LeakReport report = scan();

        assertThat(report.findings().stream().map(Finding::part)).contains(Part.VALUE, Part.RAW);
        assertThat(report.findings().stream().map(Finding::form).distinct()).hasSize(1);
    }

    @Test
    void shouldFindAMarkOfAnUnfinishedTransaction() throws IOException {
        new Segments()
                .unfinished(Compression.lz4().build(), record("org/a", utf8(SECRET)))
                .write(away.resolve(FILE));

        assertThat(scan().leaks()).isOne();
    }

    @Test
    void shouldFindAMarkAcrossTheBordersOfChunks() throws IOException {
        minimalSegment();
        int length = utf8(SECRET).length;
        for (int before = (1 << 16) - length - 1; before <= (1 << 16) + 1; before++) {
            byte[] bytes = new byte[1 << 17];
            Arrays.fill(bytes, (byte) 'x');
            System.arraycopy(utf8(SECRET), 0, bytes, before, length);
            Files.write(away.resolve("raw"), bytes);

            LeakReport report = scan();

            assertThat(report.findings())
                    .containsExactly(new Finding("away", "raw", Part.RAW, before + length, "mark", Form.PLAIN));
        }
    }

    @Test
    void shouldFindAMarkBehindAGapOfZerosAndOneThatEndsWithAZero() throws IOException {
        minimalSegment();
        byte[] wide = SECRET.getBytes(StandardCharsets.UTF_16LE);
        try (RandomAccessFile sparse =
                new RandomAccessFile(away.resolve("0.index").toFile(), "rw")) {
            sparse.seek((1 << 16) - wide.length + 1);
            sparse.write(wide, 0, wide.length - 1);
            sparse.seek(10 << 20);
            sparse.write(utf8(SECRET));
            sparse.setLength(12 << 20);
        }

        LeakReport report = scan();

        assertThat(wide[wide.length - 1]).isZero();
        assertThat(report.findings().stream().map(Finding::form).distinct()).containsExactly(Form.UTF_16, Form.PLAIN);
        assertThat(report.places().get("away").bytes()).isGreaterThan(12 << 20);
    }

    @Test
    void shouldSearchWhatIsLeftOfASegmentThatEndsInTheMiddleOfABatch() throws IOException {
        Segments cut = new Segments().batch(Compression.NONE, record("org/b", utf8(SECRET)));
        byte[] whole = cut.lastBatch();
        new Segments()
                .noise(Compression.NONE, 2)
                .garbage(Arrays.copyOf(whole, whole.length - 1))
                .write(away.resolve(FILE));

        LeakReport report = scan();

        assertThat(report.findings().stream().map(Finding::part)).containsExactly(Part.RAW);
        assertThat(report.places().get("away").batches()).isEqualTo(2);
        assertThat(report.places().get("away").rawBytes()).isEqualTo(whole.length - 1);
    }

    @Test
    void shouldSayThatACorruptBatchCouldNotBeReadAndReadTheRest() throws IOException {
        Segments segment =
                new Segments().batch(Compression.gzip().build(), record("org/a", utf8("harmless, harmless, harmless")));
        segment.lastBatch()[segment.lastBatch().length - 3] ^= 0x55;
        segment.batch(Compression.gzip().build(), record("org/b", utf8(SECRET)));
        segment.write(away.resolve(FILE));

        LeakReport report = scan();

        assertThat(report.leaks()).isOne();
        assertThat(report.gaps()).singleElement().asString().contains("away", "byte 0", FILE);
        assertThat(report.isClean()).isFalse();
    }

    @Test
    void shouldBeCleanWhereTheMarkIsOnlyWhereItMayBe() throws IOException {
        new Segments()
                .batch(Compression.NONE, record("org/a", utf8(SECRET)), record("org/b", utf8(SECRET)))
                .write(root.resolve("home").resolve(FILE));
        new Segments().noise(Compression.snappy().build(), 20).write(away.resolve(FILE));

        LeakReport report = new LeakScan(List.of(MARK)).scan(Map.of("home", root.resolve("home"), "away", away));

        assertThat(report.isClean()).isTrue();
        assertThat(report.sightings("mark", "home")).isEqualTo(2);
        assertThat(report.sightings("mark", "away")).isZero();
        assertThat(report.places().get("away").records()).isEqualTo(20);
        assertThat(report.places().get("away").files()).isOne();
    }

    @Test
    void shouldNotTakeAnythingLikeTheMarkForTheMark() throws IOException {
        byte[] almost = utf8(SECRET);
        almost[almost.length / 2] ^= 1;
        new Segments()
                .batch(
                        Compression.NONE,
                        record("org/a", almost),
                        record("org/b", utf8(SECRET.toUpperCase(Locale.ROOT))))
                .write(away.resolve(FILE));

        assertThat(scan().isClean()).isTrue();
    }

    @Test
    void shouldNotPassWhereNothingWasRead() throws IOException {
        assertThat(scan().isClean()).isFalse();
        Files.write(away.resolve("only-a-raw-file"), utf8("nothing"));
        assertThat(scan().isClean()).isFalse();
        assertThat(scan().gaps()).singleElement().asString().contains("away");
        minimalSegment();
        assertThat(scan().isClean()).isTrue();
        assertThat(new LeakScan(List.of()).scan(Map.of("away", away)).isClean()).isFalse();
        assertThat(new LeakScan(List.of(MARK)).scan(Map.of()).isClean()).isFalse();
    }

    @Test
    void shouldSearchSegmentsThatAreBeingDeletedOrCleaned() throws IOException {
        for (String suffix : List.of(".deleted", ".cleaned", ".swap")) {
            new Segments()
                    .batch(Compression.gzip().build(), record("org/a", utf8(SECRET)))
                    .write(away.resolve(FILE + suffix));
        }

        assertThat(scan().leaks()).isEqualTo(3);
    }

    @Test
    void shouldTellSeveralMarksApart() throws IOException {
        new Segments()
                .batch(Compression.NONE, record("org/a", utf8("first-mark second-mark mark-mark")))
                .write(away.resolve(FILE));
        LeakScan scan = new LeakScan(List.of(
                Mark.ofText("one", "first-mark", Set.of("away")),
                Mark.ofText("two", "second-mark", Set.of()),
                Mark.ofText("three", "mark-mark", Set.of()),
                Mark.ofText("four", "third-mark", Set.of())));

        LeakReport report = scan.scan(Map.of("away", away));

        assertThat(report.findings().stream().map(Finding::label)).containsExactlyInAnyOrder("two", "three");
        assertThat(report.sightings("one", "away")).isOne();
        assertThat(report.sightings("four", "away")).isZero();
    }

    @Test
    void shouldRejectMarksThatProveNothingAndMissingDirectories() {
        assertThatThrownBy(() -> Mark.ofText("short", "12345", Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("short")
                .hasMessageNotContaining("12345");
        assertThatThrownBy(() -> new LeakScan(List.of(MARK, MARK))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LeakScan(List.of(MARK)).scan(Map.of("away", root.resolve("missing"))))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void shouldNeverShowAMark() throws IOException {
        new Segments().batch(Compression.NONE, record("org/a", utf8(SECRET))).write(away.resolve(FILE));

        assertThat(scan().toString()).doesNotContain(SECRET);
        assertThat(MARK.toString()).doesNotContain(SECRET);
    }

    private LeakReport scan() throws IOException {
        return new LeakScan(List.of(MARK)).scan(Map.of("away", away));
    }

    private void minimalSegment() throws IOException {
        new Segments().noise(Compression.NONE, 1).write(away.resolve(FILE));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
