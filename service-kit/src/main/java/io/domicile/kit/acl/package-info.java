/** Which Kafka principal may do what in a region: the plan, and the brokers' ACLs compared with it. */
@NullMarked
package io.domicile.kit.acl;

import org.jspecify.annotations.NullMarked;
