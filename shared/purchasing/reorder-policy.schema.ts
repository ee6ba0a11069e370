import Type, { type Static } from 'typebox';

/** The least and the most that a service level can be. */
export const LEAST_LEVEL = 0.5;
export const MOST_LEVEL = 0.999;

const Level = Type.Number({ description: 'How sure it is to be that an item lasts: from 0.5 to 0.999' });

/** How sure it is to be that items last, by their class; `perishable`: those that keep for a day at most, of any class. */
export const ServiceLevels = Type.Object({ A: Level, B: Level, C: Level, perishable: Level });
export type ServiceLevels = Static<typeof ServiceLevels>;

export const ReorderPolicy = Type.Object({ serviceLevels: ServiceLevels });
export type ReorderPolicy = Static<typeof ReorderPolicy>;

/** What is left out stays as it is. */
export const ReorderPolicyInput = Type.Object(
  { serviceLevels: Type.Partial(ServiceLevels, { additionalProperties: false }) },
  { additionalProperties: false },
);
export type ReorderPolicyInput = Static<typeof ReorderPolicyInput>;

/** `version`: what an ETag of it says; 0 while it is what every store starts with. */
export const SavedReorderPolicy = Type.Object({ ...ReorderPolicy.properties, version: Type.Integer() });
export type SavedReorderPolicy = Static<typeof SavedReorderPolicy>;
