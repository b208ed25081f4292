package io.domicile.demo;

import io.domicile.demo.ports.PortPlan;
import java.time.Duration;

/**
 * What a person may choose.
 *
 * @param load how long devices publish
 * @param keepRunning whether everything stays up after the verdict
 * @param keepData whether the regions' files stay when it ends
 */
record DemoOptions(Duration load, boolean keepRunning, boolean keepData, PortPlan ports) {}
