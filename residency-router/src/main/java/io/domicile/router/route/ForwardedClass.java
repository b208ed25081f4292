package io.domicile.router.route;

import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.residency.DataClass;
import io.domicile.residency.RecordKey;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagReading;
import io.domicile.router.metrics.RouterMeters;
import io.domicile.router.metrics.TagFault;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * The class of a forwarded record, read from its tag. A tag that cannot be believed names no class, so that the record
 * is blocked: one that is absent, malformed or doubled, or that speaks of another organization than the key does.
 */
final class ForwardedClass {

    private final RouterMeters meters;

    ForwardedClass(RouterMeters meters) {
        this.meters = meters;
    }

    Optional<DataClass> read(Headers headers, Optional<RecordKey> key) {
        TagReading reading = RecordHeaders.readTag(headers);
        if (reading instanceof TagReading.Valid valid) {
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
        return DataClass.find(tag.dataClass());
    }

    private static TagFault faultOf(TagReading reading) {
        if (reading instanceof TagReading.Absent) {
            return TagFault.ABSENT;
        }
        return reading instanceof TagReading.Doubled ? TagFault.DOUBLED : TagFault.MALFORMED;
    }
}
