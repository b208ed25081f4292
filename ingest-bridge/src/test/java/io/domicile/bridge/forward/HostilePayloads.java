package io.domicile.bridge.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.domicile.kit.topic.TopicSizes;
import io.domicile.schemas.event.Alert;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.wire.WireFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/** Payloads, good ones and such as somebody sends to break the bridge. The same seed makes the same ones. */
final class HostilePayloads {

    private static final List<byte[]> JSON = bytes(
            "{}",
            "{\"t\":21.5,\"door\":true,\"n\":-7,\"note\":\"ok\",\"gone\":null}",
            "{\"ts\":1700000000000,\"room\":{\"t\":21,\"h\":[40,41,42]},\"a\":[{\"b\":1},{\"b\":2}]}",
            "{\"ts\":\"2026-11-20T10:00:00Z\",\"\\u00e9t\\u00e9\":\"\\ud83d\\ude00\",\"max\":9223372036854775808}");

    private static final List<byte[]> HOSTILE_JSON = bytes(
            "",
            " ",
            "null",
            "[1,2,3]",
            "\"text\"",
            "\ufeff{\"t\":1}",
            "{\"a\":1e999}",
            "{\"a\":-1e999}",
            "{\"a\":1e-999999999}",
            "{\"a\":" + "9".repeat(5_000) + "}",
            "{\"a\":0." + "1".repeat(350) + "}",
            "{\"a\":1,\"a\":2}",
            "{\"a.b\":1,\"a\":{\"b\":2}}",
            "{\"ts\":1,\"ts\":2}",
            "{\"ts\":1e999}",
            "{\"ts\":\"+999999999-12-31T23:59:59Z\"}",
            "{\"ts\":\"yesterday\"}",
            "{\"ts\":{}}",
            "{\"a\":\"\\ud800\"}",
            "{\"\\udc00\":\"\\u0000\"}",
            "{\"\":{\"\":{\"\":1}}}",
            "{\"a\":NaN}",
            "{\"a\":\"\u0001\n\"}",
            "{\"a\":1}{\"b\":2}",
            "{\"a\":1,}",
            "{a:1}",
            "{'a':1}",
            "{\"a\":01}",
            "{\"a\":0x10}",
            "{/*c*/\"a\":1}",
            "{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}",
            "{\"a\":" + "[".repeat(3_000),
            "{\"a\":".repeat(40) + "1" + "}".repeat(40),
            "{\"" + "n".repeat(600) + "\":{\"" + "n".repeat(600) + "\":1}}",
            "{\"" + "n".repeat(1_025) + "\":1}");

    private static final List<byte[]> RARE_JSON = bytes(
            many(4_097),
            "{\"a\":[" + "[],".repeat(20_000) + "[]]}",
            "{\"a\":".repeat(100_000),
            "{\"s\":\"" + "x".repeat(TopicSizes.INGRESS - 16) + "\"}");

    private final Random random;
    private final List<byte[]> frames;
    private final int telemetryId;
    private final byte[] skipped;
    private final byte[] tooLarge = new byte[TopicSizes.INGRESS + 1];
    private final byte[] enormous = new byte[TopicSizes.QUARANTINE];

    HostilePayloads(Random random, SchemaRegistry registry) {
        this.random = random;
        byte[] telemetry = new FramedWriter<Telemetry>(registry, Telemetry.getClassSchema())
                .write(new Telemetry(null, Map.of("t", 1L, "u", "text", "v", 2.5)));
        byte[] alert =
                new FramedWriter<Alert>(registry, Alert.getClassSchema()).write(new Alert(null, Map.of("level", 3L)));
        this.frames = List.of(telemetry, telemetry, alert);
        this.telemetryId = WireFormat.schemaId(telemetry);
        Schema nested = new Schema.Parser().parse("""
                {"type": "record", "name": "Telemetry", "namespace": "io.domicile.schemas.event", "fields": [
                  {"name": "inner", "type": ["null", "Telemetry"]},
                  {"name": "readings", "type": {"type": "map", "values": "long"}}]}
                """);
        byte[] body = new byte[200_000];
        Arrays.fill(body, (byte) 2);
        this.skipped = WireFormat.frame(registry.register("nested", nested), body);
    }

    byte[] json() {
        int kind = random.nextInt(10_000);
        if (kind < 6) {
            return any(RARE_JSON);
        }
        if (kind < 2_500) {
            return any(HOSTILE_JSON);
        }
        return kind < 5_000 ? mutated(any(JSON)) : any(JSON);
    }

    byte[] frame() {
        byte[] frame = any(frames);
        return switch (random.nextInt(8)) {
            case 0 -> WireFormat.withSchemaId(frame, random.nextInt());
            case 1 -> WireFormat.withSchemaId(frame, random.nextInt(8));
            case 2 -> Arrays.copyOf(frame, random.nextInt(frame.length + 3));
            case 3 -> WireFormat.frame(telemetryId, noise(random.nextInt(64)));
            case 4 -> random.nextInt(2_000) == 0 ? skipped : mutated(frame);
            default -> frame;
        };
    }

    byte[] opaque() {
        int kind = random.nextInt(20_000);
        if (kind == 0) {
            return enormous;
        }
        return kind < 5 ? tooLarge : noise(random.nextInt(200));
    }

    private byte[] mutated(byte[] good) {
        byte[] bytes = random.nextInt(3) == 0 ? Arrays.copyOf(good, random.nextInt(good.length + 2)) : good.clone();
        for (int change = random.nextInt(3); change >= 0 && bytes.length > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] any(List<byte[]> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String many(int readings) {
        return IntStream.range(0, readings)
                .mapToObj(number -> "\"n" + number + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static List<byte[]> bytes(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList();
    }
}
