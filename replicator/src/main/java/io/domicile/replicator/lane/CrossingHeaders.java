package io.domicile.replicator.lane;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.residency.link.LinkTopic;
import io.domicile.residency.tag.TagCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers that cross with a record. To a standby only known ones do, the tag and the content type: what else a
 * producer wrote there is as undeclared as a field that the released schema does not have. A record on its way home keeps
 * its headers. An earlier link's provenance never crosses.
 *
 * @param dropped how many headers stay behind
 */
record CrossingHeaders(Headers headers, int dropped) {

    private static final byte[] FRAMED_AVRO = HeaderNames.FRAMED_AVRO.getBytes(StandardCharsets.UTF_8);

    static CrossingHeaders of(LinkTopic kind, Headers source) {
        Headers crossing = new RecordHeaders();
        int dropped = 0;
        for (Header header : source) {
            if (header.key().equalsIgnoreCase(ProvenanceHeader.NAME)) {
                continue;
            }
            if (kind instanceof LinkTopic.Forward || isKnown(header, crossing)) {
                crossing.add(header);
            } else {
                dropped++;
            }
        }
        return new CrossingHeaders(crossing, dropped);
    }

    /** A content type only where it says what every such value is, and once: any other would carry undeclared text. */
    private static boolean isKnown(Header header, Headers crossing) {
        return header.key().equals(HeaderNames.CONTENT_TYPE)
                ? Arrays.equals(header.value(), FRAMED_AVRO) && crossing.lastHeader(HeaderNames.CONTENT_TYPE) == null
                : TagCodec.HEADERS.contains(header.key().toLowerCase(Locale.ROOT));
    }
}
