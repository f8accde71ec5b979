/**
 * What a job file says: the records a YAML file is read into, strictly, with file and line in every
 * complaint. Knows nothing of Spark; takes names from the tables of {@code nn} and {@code optim}.
 *
 * <pre>{@code
 * Job job = JobReader.read(Path.of("jobs/letters.yaml"), List.of("stopping.maxEpochs=5"));
 * String resolved = JobWriter.write(job); // every key; reads back as an equal job
 * }</pre>
 */
package io.plateau.job;
