package io.domicile.benchmarks.bridge.load;

import io.domicile.benchmarks.harness.measure.Mark;
import java.nio.charset.StandardCharsets;

/** What devices publish. */
public enum Payload {

    /** An object of readings, 200 bytes, with content type {@code application/json}. */
    JSON("200-byte JSON", "application/json", json(), 9),

    /** Bytes that nobody reads, 1,024 of them, with content type {@code application/octet-stream}. */
    OPAQUE("1 KB opaque", "application/octet-stream", opaque(), 0);

    private final String title;
    private final String contentType;
    private final String template;
    private final int markAt;

    Payload(String title, String contentType, String template, int markAt) {
        this.title = title;
        this.contentType = contentType;
        this.template = template;
        this.markAt = markAt;
    }

    public String title() {
        return title;
    }

    public String contentType() {
        return contentType;
    }

    /** A payload of its own with this mark. */
    public byte[] with(Mark mark) {
        byte[] payload = template.getBytes(StandardCharsets.ISO_8859_1);
        mark.writeTo(payload, markAt);
        return payload;
    }

    private static String json() {
        String begin = "{\"mark\":\"" + "0".repeat(Mark.LENGTH) + "\",\"temperature\":21.5,\"humidity\":48.2,"
                + "\"pressure\":1013.25,\"battery\":{\"volts\":3.71,\"percent\":86},\"door\":{\"open\":false},"
                + "\"uptime\":86400,\"firmware\":\"";
        String end = "\"}";
        String filler = "1".repeat(200 - begin.length() - end.length());
        return begin + filler + end;
    }

    private static String opaque() {
        byte[] bytes = new byte[1024];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) (at * 31);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
