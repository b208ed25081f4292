package io.domicile.replicator.topic;

import io.domicile.kit.log.LogKeys;
import io.domicile.kit.schema.ClassSchemas;
import io.domicile.replicator.link.Link;
import io.domicile.residency.link.LinkTopic;
import java.util.List;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a link may let cross, topic by topic, and by which rule: what it says of itself at its start. A topic that is
 * not in it is never read.
 *
 * @param topic of the source
 * @param mirror of the target
 * @param rule what a record has to meet; whatever does not meet it stays at the source
 */
public record EffectivePermission(String topic, String mirror, String rule) {

    private static final Logger LOG = LoggerFactory.getLogger(EffectivePermission.class);

    private static final String GROUPS =
            "group that reads egress.<class> at the source and matches groups.include, not groups.exclude";

    /** One for each topic the link reads. */
    public static List<EffectivePermission> of(Link link) {
        return MirroredTopic.all(link).stream()
                .map(topic -> new EffectivePermission(topic.source(), topic.mirror(), rule(link, topic.kind())))
                .toList();
    }

    /**
     * Says it in the log.
     *
     * @param groups whether the link keeps groups current
     */
    public static void log(Link link, boolean groups) {
        List<EffectivePermission> permissions = of(link);
        for (EffectivePermission permission : permissions) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.LINK, link.label())
                    .addKeyValue(LogKeys.TOPIC, permission.topic())
                    .addKeyValue(LogKeys.MIRROR, permission.mirror())
                    .addKeyValue(LogKeys.RULE, permission.rule())
                    .log("may cross");
        }
        if (groups) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.LINK, link.label())
                    .addKeyValue(LogKeys.RULE, GROUPS)
                    .log("names and offsets of consumer groups may cross");
        }
        LOG.atInfo()
                .addKeyValue(LogKeys.LINK, link.label())
                .addKeyValue(LogKeys.COUNT, permissions.size())
                .log("no other topic is read");
    }

    private static String rule(Link link, LinkTopic kind) {
        if (kind instanceof LinkTopic.Policy) {
            return "every record whose value has a released policy schema";
        }
        if (kind instanceof LinkTopic.Egress egress) {
            String schema =
                    ClassSchemas.of(egress.dataClass()).map(Schema::getFullName).orElse("no schema");
            return "tagged " + egress.dataClass().id() + "; organization at home in " + link.source()
                    + ", not strict, standby " + link.target() + "; value of " + schema
                    + ", without fields it does not declare; no headers but the tag and the content type";
        }
        return "organization at home in " + link.target()
                + ", not strict; four classes by their schemas, framed telemetry by its class's schema, else the bytes as"
                + " they are";
    }
}
