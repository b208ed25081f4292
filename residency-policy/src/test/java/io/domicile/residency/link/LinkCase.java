package io.domicile.residency.link;

import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import io.domicile.residency.RegionId;
import io.domicile.residency.oracle.RuleTable;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import io.domicile.residency.tag.TagReading;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One case of the link's question, what the code answers and what the design says. */
record LinkCase(
        LinkTopic topic,
        String key,
        String tag,
        String tagClass,
        RegionId tagHome,
        long tagEpoch,
        String lookup,
        RegionId home,
        List<RegionId> standbys,
        boolean strict,
        OrganizationState state,
        long epoch) {

    static final RegionId SOURCE = new RegionId("eu-west");
    static final RegionId TARGET = new RegionId("eu-central");
    static final RegionId THIRD = new RegionId("us-east");
    static final List<RegionId> REGIONS = List.of(SOURCE, TARGET, THIRD);

    static final List<String> KEYS = List.of("absent", "same", "other");
    static final List<String> TAGS = List.of("valid", "absent", "malformed", "doubled");
    static final List<String> LOOKUPS = List.of("known", "unknown", "unreadable", "stale");

    /**
     * Section 4 of the design, the paragraph on links. "home" is what the topic demands: the source for an egress topic,
     * the target for a forward topic. Of the states only removed matters.
     */
    static final RuleTable TABLE = RuleTable.parse("""
            topic   | key    | tag       | tag class | lookup     | tag epoch | tag home | home  | strict | standby | state   | outcome
            policy  | -      | -         | -         | -          | -         | -        | -     | -      | -       | -       | COPY
            -       | absent | -         | -         | -          | -         | -        | -     | -      | -       | -       | REFUSE no-organization
            -       | -      | absent    | -         | -          | -         | -        | -     | -      | -       | -       | REFUSE no-tag
            -       | -      | doubled   | -         | -          | -         | -        | -     | -      | -       | -       | REFUSE doubled-tag
            -       | -      | malformed | -         | -          | -         | -        | -     | -      | -       | -       | REFUSE malformed-tag
            -       | other  | -         | -         | -          | -         | -        | -     | -      | -       | -       | REFUSE tag-key-mismatch
            -       | -      | -         | unknown   | -          | -         | -        | -     | -      | -       | -       | REFUSE unknown-class
            egress  | -      | -         | other     | -          | -         | -        | -     | -      | -       | -       | REFUSE wrong-class
            -       | -      | -         | -         | unknown    | -         | -        | -     | -      | -       | -       | REFUSE unknown-organization
            -       | -      | -         | -         | unreadable | -         | -        | -     | -      | -       | -       | REFUSE policy-unavailable
            -       | -      | -         | -         | stale      | -         | -        | -     | -      | -       | -       | WAIT policy-stale
            -       | -      | -         | -         | -          | newer     | -        | -     | -      | -       | -       | WAIT policy-behind
            -       | -      | -         | -         | -          | -         | wrong    | -     | -      | -       | -       | REFUSE foreign-home
            -       | -      | -         | -         | -          | older     | -        | wrong | -      | -       | -       | SKIP moved
            -       | -      | -         | -         | -          | same      | -        | wrong | -      | -       | -       | REFUSE foreign-home
            -       | -      | -         | -         | -          | -         | -        | -     | yes    | -       | -       | SKIP strict
            egress  | -      | -         | -         | -          | -         | -        | -     | -      | no      | -       | SKIP other-standby
            egress  | -      | -         | -         | -          | -         | -        | -     | -      | -       | removed | SKIP removed
            -       | -      | -         | -         | -          | -         | -        | -     | -      | -       | -       | COPY
            """);

    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    private static final OrganizationId OTHER = new OrganizationId("borealis");

    String expected() {
        RegionId required = topic instanceof LinkTopic.Forward ? TARGET : SOURCE;
        Map<String, String> facts = new HashMap<>(Map.of(
                "topic",
                topic.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                "key",
                key,
                "tag",
                tag,
                "tag class",
                classFact(),
                "lookup",
                lookup,
                "tag epoch",
                tagEpoch < epoch ? "older" : tagEpoch == epoch ? "same" : "newer",
                "tag home",
                tagHome.equals(required) ? "right" : "wrong",
                "home",
                home.equals(required) ? "right" : "wrong",
                "strict",
                strict ? "yes" : "no",
                "standby",
                standbys.contains(TARGET) ? "yes" : "no"));
        facts.put("state", state.name().toLowerCase(Locale.ROOT));
        return TABLE.decide(facts);
    }

    private String classFact() {
        if (DataClass.find(tagClass).isEmpty()) {
            return "unknown";
        }
        return topic instanceof LinkTopic.Egress egress
                        && !egress.dataClass().id().equals(tagClass)
                ? "other"
                : "same";
    }

    String actual() {
        LinkAnswer answer = ask();
        if (answer instanceof LinkAnswer.Skip skip) {
            return "SKIP " + skip.reason().code();
        }
        if (answer instanceof LinkAnswer.Refuse refuse) {
            return "REFUSE " + refuse.reason().code();
        }
        return answer instanceof LinkAnswer.Wait wait ? "WAIT " + wait.reason().code() : "COPY";
    }

    LinkAnswer ask() {
        return new LinkGuard(SOURCE, TARGET).ask(topic, recordKey(), reading(), this::answer);
    }

    private Optional<RecordKey> recordKey() {
        return switch (key) {
            case "absent" -> Optional.empty();
            case "same" -> Optional.of(new RecordKey(ORGANIZATION, "u-1"));
            default -> Optional.of(new RecordKey(OTHER, "u-1"));
        };
    }

    private TagReading reading() {
        return switch (tag) {
            case "valid" ->
                new TagReading.Valid(
                        new ResidencyTag(tagHome, new Jurisdiction("EU"), ORGANIZATION, tagClass, tagEpoch));
            case "absent" -> new TagReading.Absent();
            case "malformed" -> new TagReading.Malformed(TagCodec.HOME);
            default -> new TagReading.Doubled(TagCodec.HOME);
        };
    }

    private PolicyLookup answer(OrganizationId asked) {
        if (!asked.equals(ORGANIZATION)) {
            throw new AssertionError("the guard asked for an organization that is not the record's");
        }
        return switch (lookup) {
            case "known" ->
                new PolicyLookup.Known(
                        new OrganizationPolicy(ORGANIZATION, home, standbys, strict, false, state, epoch));
            case "unknown" -> PolicyLookup.UNKNOWN;
            case "unreadable" -> PolicyLookup.UNREADABLE;
            default -> PolicyLookup.STALE;
        };
    }
}
