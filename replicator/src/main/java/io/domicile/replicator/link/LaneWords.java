package io.domicile.replicator.link;

import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.barrier.MemberKind;
import io.domicile.replicator.barrier.Herald;
import io.domicile.replicator.barrier.Relay;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.state.HoldReason;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the lanes say to the source of the policy they decide by. Confined to the worker's thread.
 *
 * <ol>
 *   <li>A lane's word is renewed only while it is at rest and settled, by a view taken before that was seen: whatever it
 *       decides from then on is by that view or a later one, and nothing of it is under way.
 *   <li>Of the source's policy it says no more than the target region's own members do.
 *   <li>A lane decides nothing before its first word has arrived, nor below its floor (see {@link Herald}).
 * </ol>
 */
final class LaneWords {

    private static final Duration WITHDRAWAL = Duration.ofSeconds(3);

    private final Link link;
    private final LinkSettings settings;
    private final Herald herald;
    private final Relay relay;
    private final AcknowledgementListener listener;
    private boolean isBehind;
    private long saidRelayed = -1;

    LaneWords(Link link, LinkSettings settings, Herald herald, Relay relay, AcknowledgementListener listener) {
        this.link = link;
        this.settings = settings;
        this.herald = herald;
        this.relay = relay;
        this.listener = listener;
    }

    /** Renews the words of these lanes and says them. */
    void tend(Collection<LaneSlot> slots, Optional<PolicyView> view) {
        view.ifPresent(policies -> relay.want(generation(policies.generations())));
        long relayed = relay.relayed();
        isBehind = false;
        for (LaneSlot slot : slots) {
            if (!slot.lane.isDecided() || slot.released) {
                continue;
            }
            boolean isNew = slot.word == null;
            if (view.isPresent() && slot.isAtRest()) {
                Map<RegionId, Long> generations = view.get().generations();
                isNew |= !generations.equals(slot.generations);
                slot.generations = generations;
            }
            if (isNew || relayed != saidRelayed || slot.sweep.isNews()) {
                say(slot, relayed);
            }
            if (!slot.admitted) {
                admit(slot, view);
            }
        }
        saidRelayed = relayed;
    }

    private void say(LaneSlot slot, long relayed) {
        Acknowledgement word = word(slot, relayed);
        slot.word = word;
        slot.sweep.told();
        herald.say(word);
        listener.acknowledges(slot.id(), word.generation(link.source()), word.tombstoned(), word.erased());
    }

    /** Takes back the words of lanes that have ended in order. */
    void withdraw(Collection<LaneSlot> settled) {
        herald.withdraw(members(settled), WITHDRAWAL);
    }

    /** Says nothing more of lanes that another process may have. */
    void forget(Collection<LaneSlot> slots) {
        herald.forget(members(slots));
    }

    /** Why what the source waits for does not come, one constant text each. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        herald.problem().ifPresent(problems::add);
        relay.problem().ifPresent(problems::add);
        if (isBehind) {
            problems.add("policy of the source has not arrived here");
        }
        return problems;
    }

    private void admit(LaneSlot slot, Optional<PolicyView> view) {
        OptionalLong floor = herald.floor(member(slot.id()));
        if (floor.isEmpty()) {
            slot.notAdmitted = HoldReason.NOT_ANNOUNCED;
        } else if (view.isEmpty()) {
            slot.notAdmitted = HoldReason.GATE_CLOSED;
        } else if (generation(view.get().generations()) < floor.getAsLong()) {
            slot.notAdmitted = HoldReason.POLICY_BEHIND;
            isBehind = true;
        } else {
            slot.admitted = true;
        }
    }

    private Acknowledgement word(LaneSlot slot, long relayed) {
        Map<RegionId, Long> generations = new HashMap<>(slot.generations);
        generations.computeIfPresent(link.source(), (source, own) -> Math.min(own, relayed));
        return new Acknowledgement(
                member(slot.id()),
                generations,
                slot.sweep.tombstoned,
                slot.sweep.erased,
                settings.lease(),
                settings.transactionTimeout());
    }

    private long generation(Map<RegionId, Long> generations) {
        return generations.getOrDefault(link.source(), 0L);
    }

    private Member member(LaneId lane) {
        return new Member(MemberKind.LINK, link.target(), lane.topic().source() + '-' + lane.partition());
    }

    private List<Member> members(Collection<LaneSlot> slots) {
        return slots.stream()
                .filter(slot -> slot.lane.isDecided())
                .map(slot -> member(slot.id()))
                .toList();
    }
}
