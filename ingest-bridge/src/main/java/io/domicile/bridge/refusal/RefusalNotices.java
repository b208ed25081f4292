package io.domicile.bridge.refusal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.meter.NoticeOutcome;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.BlockReason;
import io.domicile.residency.region.Region;
import io.domicile.residency.region.RegionCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Tells a device whose message was refused where its home region's MQTT broker is: JSON on {@code
 * notice/<organization>/<device>}, at most once per device and interval. A notice is a courtesy; it is not tried again.
 */
public final class RefusalNotices {

    private final NoticeSender sender;
    private final RegionCatalogue catalogue;
    private final NoticeLimit limit;
    private final Duration expiry;
    private final BridgeMeters meters;
    private final ObjectMapper json = new ObjectMapper();

    /** @param interval the least time between two notices to one device, and how long the broker keeps one */
    public RefusalNotices(
            NoticeSender sender,
            RegionCatalogue catalogue,
            Duration interval,
            InstantSource clock,
            BridgeMeters meters) {
        this.sender = sender;
        this.catalogue = catalogue;
        this.limit = new NoticeLimit(interval, clock);
        this.expiry = interval;
        this.meters = meters;
    }

    /** Any thread may call it; it does not block. */
    public void tell(String organization, String device, RegionId home, BlockReason reason) {
        if (!limit.permits(organization, device)) {
            meters.notice(NoticeOutcome.SUPPRESSED);
            return;
        }
        sender.send(
                "notice/" + organization + '/' + device,
                body(home, reason),
                expiry,
                taken -> meters.notice(taken ? NoticeOutcome.SENT : NoticeOutcome.FAILED));
    }

    private byte[] body(RegionId home, BlockReason reason) {
        ObjectNode notice = JsonNodeFactory.instance.objectNode();
        notice.put("reason", reason.code());
        notice.put("home", home.value());
        catalogue.find(home).map(Region::endpoints).ifPresent(endpoints -> notice.put("mqtt", endpoints.mqtt()));
        try {
            return json.writeValueAsBytes(notice);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
