package io.plateau.run;

import io.plateau.data.JobData;
import java.util.Map;

/**
 * The data of a job, as they were read.
 *
 * @param rows stay open
 * @param bytes of the files before they were read, by path
 */
record OpenData(JobData rows, Map<String, Long> bytes) {}
