/**
 * With fewer rows than this the figures of a group are uncertain: a rate of one half is off by 18 points and more in one of
 * twenty draws. Such groups are pointed out, and gates refuse them, unless told otherwise.
 */
export const SMALL_GROUP = 30;
