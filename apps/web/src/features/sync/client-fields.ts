import type { ImportField } from './import-field'

/** What a column of a file of clients can be. */
export const clientFields: readonly ImportField[] = [
  {
    name: 'externalReference', label: 'Reference in the source', group: 'Who',
    headings: [
      'rec_id', 'record_id', 'id', 'client_id', 'customer_id', 'cust_id', 'customer_no', 'client_no', 'external_id', 'external_reference',
      'reference', 'ref', 'account', 'account_id', 'account_no', 'account_number', 'code', 'number', 'no',
    ],
  },
  {
    name: 'displayName', label: 'Name', group: 'Who',
    headings: [
      'display_name', 'name', 'full_name', 'client', 'client_name', 'customer', 'customer_name', 'company', 'company_name',
      'organisation', 'organization', 'legal_name', 'account_name',
    ],
  },
  {
    name: 'kind', label: 'Kind', group: 'Who', hasDefault: true, values: ['ORGANISATION', 'INDIVIDUAL'],
    headings: [
      'kind', 'type', 'client_type', 'client_kind', 'customer_type',
    ],
  },
  {
    name: 'lifecycleStage', label: 'Stage', group: 'Who', hasDefault: true,
    values: ['PROSPECT', 'ONBOARDING', 'ACTIVE', 'DORMANT', 'CLOSED'],
    headings: [
      'stage', 'lifecycle', 'lifecycle_stage', 'client_stage',
    ],
  },
  { name: 'tags', label: 'Tags', group: 'Who', hasDefault: true, headings: ['tags', 'tag', 'labels', 'keywords'] },
  {
    name: 'ownerEmail', label: 'Owner’s email', group: 'Who', hasDefault: true,
    headings: [
      'owner', 'owner_email', 'broker', 'broker_email', 'account_manager', 'relationship_manager', 'sales_rep',
    ],
  },
  {
    name: 'contact.emails', label: 'Email', group: 'Contact',
    headings: [
      'email', 'emails', 'e_mail', 'mail', 'email_address', 'contact_email',
    ],
  },
  {
    name: 'contact.phones', label: 'Phone', group: 'Contact',
    headings: [
      'phone', 'phones', 'telephone', 'tel', 'mobile', 'cell', 'phone_number', 'telephone_number', 'contact_phone', 'mobile_phone',
    ],
  },
  {
    name: 'contact.addresses.lines', label: 'Street', group: 'Contact',
    headings: [
      'street', 'street_number', 'street_name', 'street_address', 'house_number', 'address', 'address_1', 'address_2', 'address_3',
      'address1', 'address2', 'address3', 'address_line_1', 'address_line_2', 'address_line_3', 'address_line',
    ],
  },
  { name: 'contact.addresses.city', label: 'City', group: 'Contact', headings: ['city', 'town', 'suburb', 'locality', 'place'] },
  { name: 'contact.addresses.region', label: 'Region', group: 'Contact', headings: ['state', 'region', 'province', 'county'] },
  {
    name: 'contact.addresses.postalCode', label: 'Postal code', group: 'Contact',
    headings: [
      'postcode', 'post_code', 'postal_code', 'zip', 'zip_code', 'plz',
    ],
  },
  {
    name: 'contact.addresses.country', label: 'Country', group: 'Contact', hasDefault: true,
    headings: [
      'country', 'country_code', 'nation', 'land',
    ],
  },
  {
    name: 'sensitive.taxId', label: 'Tax id', group: 'Sensitive',
    headings: [
      'soc_sec_id', 'ssn', 'social_security_number', 'tax_id', 'tax_number', 'tax_no', 'tin', 'vat', 'vat_id', 'vat_number', 'ein',
    ],
  },
  {
    name: 'sensitive.dateOfBirth', label: 'Date of birth', group: 'Sensitive',
    headings: [
      'date_of_birth', 'birth_date', 'birthdate', 'birthday', 'dob', 'born',
    ],
  },
  {
    name: 'sensitive.identityDocument', label: 'Identity document', group: 'Sensitive',
    headings: [
      'identity_document', 'passport', 'passport_number', 'id_card', 'id_document',
    ],
  },
  {
    name: 'communicationPreferences.channels', label: 'Channels', group: 'Preferences', hasDefault: true,
    headings: [
      'channel', 'channels', 'preferred_channel', 'preferred_channels',
    ],
  },
  {
    name: 'communicationPreferences.frequency', label: 'Contact frequency', group: 'Preferences', hasDefault: true,
    values: ['DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'ON_EVENT'],
    headings: [
      'frequency', 'contact_frequency',
    ],
  },
  {
    name: 'communicationPreferences.language', label: 'Language', group: 'Preferences', hasDefault: true,
    headings: [
      'language', 'locale', 'lang',
    ],
  },
  {
    name: 'communicationPreferences.timeZone', label: 'Time zone', group: 'Preferences', hasDefault: true,
    headings: [
      'time_zone', 'timezone', 'tz',
    ],
  },
  { name: 'communicationPreferences.timesOfDay', label: 'Times of day', group: 'Preferences', headings: ['times_of_day', 'time_of_day'] },
  { name: 'tradingPreferences.commodities', label: 'Commodities', group: 'Trading', headings: ['commodities', 'preferred_commodities'] },
  { name: 'tradingPreferences.instruments', label: 'Instruments', group: 'Trading', headings: ['instruments', 'preferred_instruments'] },
  { name: 'tradingPreferences.orderTypes', label: 'Order types', group: 'Trading', headings: ['order_types', 'preferred_order_types'] },
  {
    name: 'risk.tolerance', label: 'Risk tolerance', group: 'Trading',
    headings: [
      'risk', 'risk_tolerance', 'risk_profile', 'tolerance',
    ],
  },
  { name: 'risk.score', label: 'Risk score', group: 'Trading', headings: ['risk_score'] },
  { name: 'risk.horizon', label: 'Risk horizon', group: 'Trading', headings: ['horizon', 'risk_horizon', 'investment_horizon'] },
  { name: 'risk.assessedOn', label: 'Risk assessed on', group: 'Trading', headings: ['assessed_on', 'risk_assessed_on', 'risk_date'] },
]
