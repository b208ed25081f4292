package io.domicile.kit.acl;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Collects what one role may do. Topics are always named in full. */
final class Grants {

    private final Set<Grant> all = new LinkedHashSet<>();

    Grants read(String... topics) {
        return read(List.of(topics));
    }

    Grants read(Collection<String> topics) {
        return may(AclOperation.READ, topics);
    }

    Grants write(String... topics) {
        return write(List.of(topics));
    }

    Grants write(Collection<String> topics) {
        return may(AclOperation.WRITE, topics);
    }

    Grants may(AclOperation operation, Collection<String> topics) {
        topics.forEach(topic -> add(ResourceType.TOPIC, topic, PatternType.LITERAL, operation));
        return this;
    }

    /** Join it, and commit as it. */
    Grants useGroup(String group) {
        return add(ResourceType.GROUP, group, PatternType.LITERAL, AclOperation.READ);
    }

    Grants describeGroup(String group) {
        return add(ResourceType.GROUP, group, PatternType.LITERAL, AclOperation.DESCRIBE);
    }

    Grants useGroupsBeginning(Collection<String> prefixes) {
        prefixes.forEach(prefix -> add(ResourceType.GROUP, prefix, PatternType.PREFIXED, AclOperation.READ));
        return this;
    }

    Grants describeGroupsBeginning(Collection<String> prefixes) {
        prefixes.forEach(prefix -> add(ResourceType.GROUP, prefix, PatternType.PREFIXED, AclOperation.DESCRIBE));
        return this;
    }

    Grants transact(String transactionalId) {
        return add(ResourceType.TRANSACTIONAL_ID, transactionalId, PatternType.LITERAL, AclOperation.WRITE);
    }

    Grants transactBeginning(String prefix) {
        return add(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED, AclOperation.WRITE);
    }

    Set<Grant> all() {
        return Set.copyOf(all);
    }

    private Grants add(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        all.add(new Grant(new ResourcePattern(type, name, pattern), operation));
        return this;
    }
}
