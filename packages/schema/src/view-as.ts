/** The header by which a page asks to be seen with other eyes: `role:BROKER` or `user:<id>`. Only looks: whatever is asked for with it changes nothing. */
export const viewAsHeader = 'brokersync-view-as'
