package io.domicile.bridge.mqtt;

import io.domicile.residency.RegionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one of the bridge's connections is for.
 *
 * @param ordinal from 0, in the order of the configuration
 * @param clientId names the session at the broker
 * @param filters what the session is subscribed to; whole, so with {@code $share/<group>/} where it is shared
 * @param staleFilters what a session of an earlier configuration may still be subscribed to, and must not be
 * @param statusTopic where this connection says whether it is up; null for nowhere
 */
public record ConnectionPlan(
        int ordinal,
        String clientId,
        List<String> filters,
        List<String> staleFilters,
        @Nullable String statusTopic) {

    static final String SHARE = "$share/";

    public ConnectionPlan {
        filters = List.copyOf(filters);
        staleFilters = List.copyOf(staleFilters);
    }

    /** One connection for each filter, or, of a shared subscription, as many for each as are configured. */
    public static List<ConnectionPlan> of(MqttConfig config, RegionId region) {
        return of(config, region.value());
    }

    /** @param region its id, which need not be known */
    static List<ConnectionPlan> of(MqttConfig config, String region) {
        List<String> filters = new ArrayList<>();
        for (String filter : config.filters()) {
            Optional<SharedConfig> shared = config.shared();
            int connections = shared.map(SharedConfig::connections).orElse(1);
            String subscribed =
                    shared.map(group -> SHARE + group.group() + '/' + filter).orElse(filter);
            for (int connection = 0; connection < connections; connection++) {
                filters.add(subscribed);
            }
        }
        String clientId = config.clientId().orElse("domicile-bridge-" + region);
        boolean single = filters.size() == 1;
        List<ConnectionPlan> plans = new ArrayList<>();
        for (int ordinal = 0; ordinal < filters.size(); ordinal++) {
            String own = filters.get(ordinal);
            String suffix = Integer.toString(ordinal);
            plans.add(new ConnectionPlan(
                    ordinal,
                    single ? clientId : clientId + '-' + suffix,
                    List.of(own),
                    config.unsubscribe().orElse(List.of()).stream()
                            .filter(stale -> !stale.equals(own))
                            .toList(),
                    config.statusTopic()
                            .map(topic -> single ? topic : topic + '/' + suffix)
                            .orElse(null)));
        }
        return List.copyOf(plans);
    }
}
