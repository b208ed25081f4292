package io.domicile.router.route;

import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.residency.DataClass;
import io.domicile.residency.RecordKey;
import io.domicile.residency.region.Region;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import io.domicile.residency.tag.TagReading;
import io.domicile.router.metrics.RouterMeters;
import io.domicile.router.metrics.TagFault;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The class of a forwarded record, read from its tag. A tag that cannot be believed names no class, so that the record
 * is blocked: one that is absent, malformed or doubled, whose names are not spelt as a router spells them, that speaks
 * of another organization than the key does, or that was made for another home than this, as of a record that was moved
 * here from another topic.
 */
final class ForwardedClass {

    private final Optional<Region> here;
    private final RouterMeters meters;

    /** @param here the region of this router; where it is empty, no tag was made for it */
    ForwardedClass(Optional<Region> here, RouterMeters meters) {
        this.here = here;
        this.meters = meters;
    }

    Optional<DataClass> read(Headers headers, Optional<RecordKey> key) {
        TagReading reading = RecordHeaders.readTag(headers);
        if (reading instanceof TagReading.Valid valid) {
            if (isSpeltOtherwise(headers)) {
                meters.unreadableTag(TagFault.MALFORMED);
                return Optional.empty();
            }
            return classOf(valid.tag(), key);
        }
        meters.unreadableTag(faultOf(reading));
        return Optional.empty();
    }

    private Optional<DataClass> classOf(ResidencyTag tag, Optional<RecordKey> key) {
        if (key.isPresent() && !key.get().organization().equals(tag.organization())) {
            meters.unreadableTag(TagFault.OTHER_ORGANIZATION);
            return Optional.empty();
        }
        if (here.isEmpty()
                || !here.get().id().equals(tag.home())
                || !here.get().jurisdiction().equals(tag.jurisdiction())) {
            meters.unreadableTag(TagFault.OTHER_HOME);
            return Optional.empty();
        }
        return DataClass.find(tag.dataClass());
    }

    private static boolean isSpeltOtherwise(Headers headers) {
        for (Header header : headers) {
            String name = header.key();
            if (TagCodec.isReserved(name) && !name.equals(name.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static TagFault faultOf(TagReading reading) {
        if (reading instanceof TagReading.Absent) {
            return TagFault.ABSENT;
        }
        return reading instanceof TagReading.Doubled ? TagFault.DOUBLED : TagFault.MALFORMED;
    }
}
