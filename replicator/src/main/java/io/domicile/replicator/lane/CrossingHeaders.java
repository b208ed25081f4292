package io.domicile.replicator.lane;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.residency.link.LinkTopic;
import io.domicile.residency.tag.TagCodec;
import java.util.ArrayList;
import java.util.Collection;
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

    static CrossingHeaders of(LinkTopic kind, Headers source) {
        Collection<Header> crossing = new ArrayList<>();
        int dropped = 0;
        for (Header header : source) {
            if (header.key().equalsIgnoreCase(ProvenanceHeader.NAME)) {
                continue;
            }
            if (crosses(kind, header.key())) {
                crossing.add(header);
            } else {
                dropped++;
            }
        }
        return new CrossingHeaders(new RecordHeaders(crossing), dropped);
    }

    private static boolean crosses(LinkTopic kind, String header) {
        return kind instanceof LinkTopic.Forward
                || header.equals(HeaderNames.CONTENT_TYPE)
                || TagCodec.HEADERS.contains(header.toLowerCase(Locale.ROOT));
    }
}
